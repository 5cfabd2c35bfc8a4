using System.CommandLine;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.RoleGiving;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.CommandLine;

/// <summary>The commands <c>roles list</c>, <c>roles give</c> and <c>roles take</c>: what an administrator does before there is one in Teams.</summary>
internal static class RolesCommand
{
    private static readonly Giver Program = new(default, Roles.Administrator);

    /// <param name="openStore">Opens the store that the settings name. The command closes it.</param>
    public static Command Create(Func<IRecordStore> openStore) => new("roles", "Says who holds which role in an organisation, and gives or takes one.")
    {
        List(openStore),
        Change(openStore, "give", "Gives a person a role. The person is told in Teams.", (before, role) => before | role),
        Change(openStore, "take", "Takes a role from a person. The person is told in Teams.", (before, role) => before & ~role),
    };

    private static Command List(Func<IRecordStore> openStore)
    {
        var organisation = OrganisationOption();
        var command = new Command("list", "Lists everybody who holds a role.") { organisation };
        command.SetAction((parsed, stop) => StoreCommand.RunAsync(openStore, parsed.InvocationConfiguration, async parts =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (await parts.GetRequiredService<OrganisationShelf>().ReadAsync(parsed.GetValue(organisation)!, stop) is not { } now)
            {
                await error.WriteLineAsync($"There is no organisation '{parsed.GetValue(organisation)}'. \"organisation list\" lists all.");
                return StoreCommand.Failed;
            }

            var text = parts.GetRequiredService<Sentences>().Text;
            var holders = (await parts.GetRequiredService<PeopleIndex>().OfAsync(now, stop)).Where(one => one.Roles != Roles.Member).ToList();
            foreach (var member in holders)
                await output.WriteLineAsync($"{member.Id.ObjectId}  {member.Name}: {text.NamesOf(member.Roles, now.Organisation.Words)}");
            if (holders.Count == 0)
                await output.WriteLineAsync("Nobody holds a role.");
            return 0;
        }));
        return command;
    }

    private static Command Change(Func<IRecordStore> openStore, string name, string description, Func<Roles, Roles, Roles> after)
    {
        var organisation = OrganisationOption();
        var tenant = new Option<string>("--tenant") { Required = true, Description = "The Microsoft 365 tenant of the person (a GUID)." };
        var objectId = new Option<string>("--object-id") { Required = true, Description = "The person's Entra object id (a GUID)." };
        foreach (var id in new[] { tenant, objectId })
        {
            id.Validators.Add(result =>
            {
                if (!Guid.TryParseExact(result.GetValueOrDefault<string>(), "D", out _))
                    result.AddError($"{id.Name} is a GUID, such as 1d2c3b4a-0000-4000-8000-9f8e7d6c5b4a.");
            });
        }

        var role = new Option<string>("--role") { Required = true, Description = $"One of {string.Join(", ", RoleWords.All)}." };
        role.Validators.Add(result =>
        {
            if (RoleOf(result.GetValueOrDefault<string>()) == Roles.Member)
                result.AddError($"--role is one of {string.Join(", ", RoleWords.All)}.");
        });
        var command = new Command(name, description) { organisation, tenant, objectId, role };
        command.SetAction((parsed, stop) => StoreCommand.RunAsync(openStore, parsed.InvocationConfiguration, async parts =>
        {
            var (at, organisationId, wanted) = (parts.GetRequiredService<TimeProvider>().GetUtcNow(), parsed.GetValue(organisation)!, RoleOf(parsed.GetValue(role)));
            var order = new RoleOrder(
                organisationId,
                new MemberId(parsed.GetValue(tenant)!.ToLowerInvariant(), parsed.GetValue(objectId)!.ToLowerInvariant()),
                Program,
                before => after(before, wanted),
                changed => Audit.ByProgram(organisationId, "members.rolesChanged", at, changed))
            {
                Key = parts.GetRequiredService<Chance>().NewId(),
                At = at,
            };
            var sentences = parts.GetRequiredService<Sentences>();
            if ((await parts.GetRequiredService<ChangeRoles>().RunAsync(order, stop)).IsRefused(out var why, out var changed))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(sentences.InOneLine(why));
                return StoreCommand.Failed;
            }

            var isNew = changed.Before != changed.Member.Roles;
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{changed.Member.Name} is now: {sentences.Text.NamesOf(changed.Member.Roles)}{(isNew ? $"; before: {sentences.Text.NamesOf(changed.Before)}" : "; nothing was changed")}.");
            return 0;
        }));
        return command;
    }

    private static Option<string> OrganisationOption() => new("--organisation") { Required = true, Description = "The organisation's id; \"organisation list\" lists them." };

    private static Roles RoleOf(string? name) => RoleWords.All.FirstOrDefault(role => string.Equals(role.ToString(), name, StringComparison.OrdinalIgnoreCase));
}
