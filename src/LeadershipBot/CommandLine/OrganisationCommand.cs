using System.CommandLine;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.CommandLine;

/// <summary>The commands <c>organisation create</c> and <c>organisation list</c>.</summary>
internal static class OrganisationCommand
{
    /// <param name="openStore">Opens the store that the settings name. The command closes it.</param>
    public static Command Create(Func<IRecordStore> openStore) => new("organisation", "Makes an organisation without Teams, and lists all.") { Make(openStore), List(openStore) };

    private static Command Make(Func<IRecordStore> openStore)
    {
        var name = new Option<string>("--name") { Required = true, Description = "Its name, as people will read it." };
        var kind = new Option<string>("--kind") { Description = "CCG, ICB, PCN, federation.", DefaultValueFactory = _ => "" };
        var commissioner = new Option<string>("--commissioner") { Description = "The ODS code whose open practices become its members, such as 00K; import practices first.", DefaultValueFactory = _ => "" };
        var tenant = new Option<string>("--tenant") { Required = true, Description = "The Microsoft 365 tenant of its people (a GUID)." };
        tenant.Validators.Add(result =>
        {
            if (!Guid.TryParseExact(result.GetValueOrDefault<string>(), "D", out _))
                result.AddError("--tenant is a tenant id, such as 1d2c3b4a-0000-4000-8000-9f8e7d6c5b4a.");
        });

        var command = new Command("create", "Makes an organisation; one of this name in this tenant stays as it is.") { name, kind, commissioner, tenant };
        command.SetAction((parsed, stop) => StoreCommand.RunAsync(openStore, parsed.InvocationConfiguration, async parts =>
        {
            var now = parts.GetRequiredService<TimeProvider>().GetUtcNow();
            var request = new OrganisationRequest(parsed.GetValue(name)!, parsed.GetValue(kind)!, parsed.GetValue(commissioner)!, parsed.GetValue(tenant)!);
            var ruling = await parts.GetRequiredService<MakeOrganisation>().RunAsync(request, (id, what) => Audit.ByProgram(id, what, now), stop);
            if (ruling.IsRefused(out var why, out var made))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(parts.GetRequiredService<Sentences>().InOneLine(why));
                return StoreCommand.Failed;
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{made.Name.Name}: {made.Name.Id}, {made.Practices} {(made.Practices == 1 ? "practice" : "practices")}{(made.WasThere ? "; it was there already" : "")}.");
            return 0;
        }));
        return command;
    }

    private static Command List(Func<IRecordStore> openStore)
    {
        var command = new Command("list", "Lists all organisations with their ids.");
        command.SetAction((parsed, stop) => StoreCommand.RunAsync(openStore, parsed.InvocationConfiguration, async parts =>
        {
            var all = await parts.GetRequiredService<OrganisationShelf>().ListAllAsync(stop);
            foreach (var organisation in all)
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{organisation.Id}  {organisation.Name}");
            if (all.Count == 0)
                await parsed.InvocationConfiguration.Output.WriteLineAsync("There is no organisation yet. Make one with \"organisation create\", or in Teams with \"set up\".");
            return 0;
        }));
        return command;
    }
}
