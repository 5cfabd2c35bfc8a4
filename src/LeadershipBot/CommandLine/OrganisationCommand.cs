using System.CommandLine;
using System.CommandLine.Parsing;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.CommandLine;

/// <summary>The commands <c>organisation create</c>, <c>organisation tenant add</c>, <c>organisation tenant take</c> and <c>organisation list</c>.</summary>
internal static class OrganisationCommand
{
    /// <param name="openStore">Opens the store that the settings name. The command closes it.</param>
    /// <param name="allowedTenants">The tenants that the settings allow; empty where they name none.</param>
    public static Command Create(Func<IRecordStore> openStore, Func<IReadOnlySet<string>> allowedTenants) => new("organisation", "Makes an organisation without Teams, adds tenants to one or takes them away, and lists all.")
    {
        Make(openStore, allowedTenants),
        new Command("tenant", "The Microsoft 365 tenants of an organisation's people.") { AddTenant(openStore, allowedTenants), TakeTenant(openStore) },
        List(openStore),
    };

    private static Command Make(Func<IRecordStore> openStore, Func<IReadOnlySet<string>> allowedTenants)
    {
        var name = new Option<string>("--name") { Required = true, Description = "Its name, as people will read it." };
        var kind = new Option<string>("--kind") { Description = "CCG, ICB, PCN, federation.", DefaultValueFactory = _ => "" };
        var commissioner = new Option<string>("--commissioner") { Description = "The ODS code whose open practices become its members, such as 00K; import practices first.", DefaultValueFactory = _ => "" };
        var tenants = new Option<string[]>("--tenant") { Required = true, Description = "The Microsoft 365 tenant of its people (a GUID); repeat it for each of several." };
        tenants.Validators.Add(result => CheckTenants(result, allowedTenants));

        var command = new Command("create", "Makes an organisation; one of this name in the first tenant stays as it is, and gets the other tenants that it lacks.") { name, kind, commissioner, tenants };
        command.SetAction((parsed, stop) => StoreCommand.RunAsync(openStore, parsed.InvocationConfiguration, async parts =>
        {
            var now = parts.GetRequiredService<TimeProvider>().GetUtcNow();
            var (first, others) = (parsed.GetValue(tenants)![0], parsed.GetValue(tenants)!.Skip(1));
            var request = new OrganisationRequest(parsed.GetValue(name)!, parsed.GetValue(kind)!, parsed.GetValue(commissioner)!, first);
            var ruling = await parts.GetRequiredService<MakeOrganisation>().RunAsync(request, (id, what) => Audit.ByProgram(id, what, now), stop);
            if (ruling.IsRefused(out var why, out var made))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(parts.GetRequiredService<Sentences>().InOneLine(why));
                return StoreCommand.Failed;
            }

            foreach (var tenant in others)
                await AddAsync(parts, made.Name, tenant, now, stop);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{made.Name.Name}: {made.Name.Id}, {made.Practices} {(made.Practices == 1 ? "practice" : "practices")}{(made.WasThere ? "; it was there already" : "")}.");
            return 0;
        }));
        return command;
    }

    private static Command AddTenant(Func<IRecordStore> openStore, Func<IReadOnlySet<string>> allowedTenants)
    {
        var organisation = new Option<string>("--organisation") { Required = true, Description = "The organisation's id; \"organisation list\" lists them." };
        var tenantId = new Option<string>("--tenant") { Required = true, Description = "The Microsoft 365 tenant (a GUID) whose people it may list, too." };
        tenantId.Validators.Add(result => CheckTenants(result, allowedTenants));
        var command = new Command("add", "Lets an organisation list people of one more tenant; one that it has stays.") { organisation, tenantId };
        command.SetAction((parsed, stop) => StoreCommand.RunAsync(openStore, parsed.InvocationConfiguration, async parts =>
        {
            var (id, tenant) = (parsed.GetValue(organisation)!, parsed.GetValue(tenantId)!);
            if (await parts.GetRequiredService<OrganisationShelf>().ReadAsync(id, stop) is not { } now)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"There is no organisation '{id}'. \"organisation list\" lists all.");
                return StoreCommand.Failed;
            }

            var isNew = await AddAsync(parts, now.Name, tenant, parts.GetRequiredService<TimeProvider>().GetUtcNow(), stop);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{now.Name.Name} {(isNew ? "now lists" : "listed already")} people of the tenant {tenant}.");
            return 0;
        }));
        return command;
    }

    private static Command TakeTenant(Func<IRecordStore> openStore)
    {
        var organisation = new Option<string>("--organisation") { Required = true, Description = "The organisation's id; \"organisation list\" lists them." };
        var tenantId = new Option<string>("--tenant") { Required = true, Description = "The Microsoft 365 tenant (a GUID) whose people it may list no more." };
        tenantId.Validators.Add(CheckGuids); // one that isn't allowed any more may well be taken away
        var yes = new Option<bool>("--yes") { Description = "Do it although people or places are concerned: how many is told without it." };
        var command = new Command("take", "Takes a tenant away from an organisation: its people leave and stay in the history, and its teams and chats belong to none.") { organisation, tenantId, yes };
        command.SetAction((parsed, stop) => StoreCommand.RunAsync(openStore, parsed.InvocationConfiguration, async parts =>
        {
            var (id, tenant, console) = (parsed.GetValue(organisation)!, parsed.GetValue(tenantId)!, parsed.InvocationConfiguration);
            var (take, sentences) = (parts.GetRequiredService<TakeTenantAway>(), parts.GetRequiredService<Sentences>());
            if (await parts.GetRequiredService<OrganisationShelf>().ReadAsync(id, stop) is not { } now)
            {
                await console.Error.WriteLineAsync($"There is no organisation '{id}'. \"organisation list\" lists all.");
                return StoreCommand.Failed;
            }

            var ruling = await take.LookAsync(now, tenant, stop);
            if (!ruling.IsRefused(out var why, out var taken) && taken.ConcernsAnybody && !parsed.GetValue(yes))
            {
                await console.Error.WriteLineAsync(sentences.Text.Plain("organisations.tenant.concerns", ("members", taken.Members), ("holders", taken.Holders), ("found", taken.Found), ("places", taken.Places)).Words);
                return StoreCommand.Failed;
            }

            if (why is not null || (await take.RunAsync(id, tenant, stop)).IsRefused(out why, out taken))
            {
                await console.Error.WriteLineAsync(sentences.InOneLine(why));
                return StoreCommand.Failed;
            }

            await console.Output.WriteLineAsync(taken.WasThere
                ? $"{now.Name.Name} lists no people of the tenant {tenant} any more. Left: {taken.Members}; teams and chats given back: {taken.Places}."
                : $"{now.Name.Name} listed no people of the tenant {tenant}.");
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

    private static Task<bool> AddAsync(IServiceProvider parts, OrganisationName organisation, string tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var audit = Audit.ByProgram(organisation.Id, "organisation.tenantAdded", now, new Changed(tenant.ToLowerInvariant(), "", "listed"));
        return parts.GetRequiredService<OrganisationShelf>().AddTenantAsync(organisation, tenant, audit, cancellationToken);
    }

    private static void CheckTenants(OptionResult result, Func<IReadOnlySet<string>> allowedTenants)
    {
        CheckGuids(result);
        var given = result.Tokens.Select(token => token.Value).Where(tenant => Guid.TryParseExact(tenant, "D", out _));
        var allowed = allowedTenants();
        foreach (var tenant in given.Where(tenant => allowed.Count > 0 && !allowed.Contains(tenant)))
            result.AddError($"The tenant {tenant} is not in Tenants:Allowed: the bot doesn't serve its people. Add it there first.");
    }

    private static void CheckGuids(OptionResult result)
    {
        if (result.Tokens.Any(token => !Guid.TryParseExact(token.Value, "D", out _)))
            result.AddError("--tenant is a tenant id, such as 1d2c3b4a-0000-4000-8000-9f8e7d6c5b4a.");
    }
}
