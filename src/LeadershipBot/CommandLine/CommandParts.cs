using LeadershipBot.Features;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Features.Members.RoleGiving;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.CommandLine;

/// <summary>The parts of the app that commands share with it: store, members and imports, without Teams. What a command leaves in the outbox, the bot carries out.</summary>
internal static class CommandParts
{
    /// <param name="store">It stays its owner's: whoever opened it closes it.</param>
    public static ServiceProvider Of(IRecordStore store)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(store);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Chance>();
        services.AddSingleton(ServerName.OfThisProcess);
        services.AddSingleton(AllFeatures.Table());
        services.AddSingleton(_ => CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards")));
        services.AddSingleton<Sentences>();
        services.AddSingleton<Staging>();
        services.AddSingleton(new SendPace(SendPace.TeamsAllows, store, TimeProvider.System)); // commands send nothing
        services.AddSingleton<DeliveryWorker>();
        services.AddSingleton<Clockwork>();
        services.AddSingleton<Outbox>();
        services.AddSingleton(provider => new Contention(TimeProvider.System, provider.GetRequiredService<Chance>()));
        services.AddSingleton<OrganisationShelf>();
        services.AddSingleton<RollShelf>();
        services.AddSingleton<RollIndex>();
        services.AddSingleton<RosterShelf>();
        services.AddSingleton(new OrganisationSettings([])); // commands act for the program, whoever runs it
        new ImportsFeature().AddParts(services);
        new RoleGivingFeature().AddParts(services);
        return services.BuildServiceProvider();
    }
}
