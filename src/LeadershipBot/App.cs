using System.Globalization;
using LeadershipBot.Features;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.SignIn;
using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Gates;
using LeadershipBot.Shell.Graph;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadershipBot;

/// <summary>Puts the web app together. The Simulator and the tests start it in the same way as <c>Program</c>.</summary>
public static class App
{
    /// <summary>Builds the app, ready to be run.</summary>
    /// <param name="arguments">Settings on the command line (<c>--Key=value</c>); may be empty.</param>
    /// <param name="adjust">Called before the app is built, to put a clock or a store of one's own in; null for none.</param>
    /// <exception cref="SettingsException">A setting is wrong; the message says which.</exception>
    public static WebApplication Build(string[] arguments, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = Builder(arguments);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 2 * Messages.BodyBytesMax; // Messages refuses sooner, and with a reason
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning); // its line for each request says nothing that ours don't
        adjust?.Invoke(builder);
        var settings = Settings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        AddShell(builder.Services, settings);
        AddFeatures(builder.Services);

        var app = builder.Build();
        app.Services.GetRequiredService<AskSources>(); // a kind of ask that two features answer stops the start
        app.Services.GetRequiredService<SendingSources>(); // and so does one that two features send
        app.Services.GetRequiredService<Openings>(); // and a kind of opening that two features offer
        var messages = app.Services.GetRequiredService<Messages>();
        app.MapPost(Messages.Path, messages.HandleAsync);
        app.Services.GetRequiredService<GraphNotifications>().Map(app);
        Health.Map(app);
        app.Services.GetRequiredService<FileLinks>().Map(app);
        return app;
    }

    /// <summary>Tells this server from others that run the same bot in the same process; in a process of its own it needs none.</summary>
    /// <param name="services">Its parts, before it is built.</param>
    /// <param name="number">Its number among them.</param>
    public static void Number(IServiceCollection services, int number)
        => services.AddSingleton(new ServerName(string.Create(CultureInfo.InvariantCulture, $"{ServerName.OfThisProcess.Value}-{number}")));

    /// <summary>Reads settings from the program's own folder, not the current one: settings and cards are copied there.</summary>
    internal static WebApplicationBuilder Builder(string[] arguments)
        => WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });

    private static void AddShell(IServiceCollection services, Settings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Chance>();
        services.TryAddSingleton(ServerName.OfThisProcess);
        services.TryAddSingleton<IRecordStore>(_ => Stores.Open(settings.Storage, settings.Teams));
        services.AddSingleton(settings.Organisation);
        services.AddSingleton(settings.Files);
        services.AddSingleton(settings.Retention);
        services.AddSingleton(settings.Calendars);
        services.TryAddSingleton(AllFeatures.Table());
        services.TryAddSingleton(_ => CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards")));
        services.AddSingleton<Sentences>();
        services.AddSingleton<Staging>();
        services.AddSingleton<ChannelShare>();
        services.AddSingleton<SharedCards>();
        services.AddSingleton<RoleChoices>();
        services.AddSingleton<DemoOpenings>();
        services.AddAnonymousBoxes(provider => Stores.KeyOf(settings.Anonymous, settings.Teams, provider.GetRequiredService<Chance>()));
        services.AddSingleton<CardJson>();

        services.AddSingleton(provider => new SendPace(settings.TeamsRequestsPerSecond, provider.GetRequiredService<IRecordStore>(), TimeProvider.System));
        services.AddSingleton(provider => new KeptPace(
            provider.GetRequiredService<SendPace>(),
            settings.TeamsRequestsPerSecond <= SendPace.TeamsAllows ? new ConversationPace(TimeProvider.System) : null,
            provider.GetRequiredService<ILogger<KeptPace>>()));
        services.AddSingleton(provider => provider.GetRequiredService<KeptPace>().Hooks);
        services.AddTeamsProtocol(settings.Teams);
        services.AddSignIn(settings.Files.SignIn);
        services.AddGraph(settings.Graph);
        services.AddSingleton(new BotAccount("28:" + settings.Teams.AppId, "LeadershipBot"));
        services.AddSingleton<Sender>();
        services.AddSingleton<RosterPages>();
        services.AddSingleton<TeamFacts>();
        services.AddSingleton<Clockwork>();
        services.AddSingleton<DeliveryWorker>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<GivenUp>();
        services.AddSingleton<SendingShelf>();
        services.AddSingleton<SendingDesk>();
        services.AddSingleton<SendingSources>();
        services.AddSingleton<SendingAsks>();
        services.AddSingleton<RecipientSender>();
        services.TryAddSingleton<SendingFaults>();
        services.AddSingleton<AskShelf>();
        services.AddSingleton<AskBook>();
        services.AddSingleton<ReportWatch>();
        services.AddSingleton<AskSources>();
        services.AddSingleton<References>();
        services.AddSingleton<TellPerson>();
        services.AddSingleton<Openings>();
        services.AddSingleton(provider => new Contention(TimeProvider.System, provider.GetRequiredService<Chance>()));

        services.AddSingleton(new TenantGate(settings.AllowedTenants));
        services.AddSingleton<RepeatGate>();
        services.TryAddSingleton(_ => new PaceGate(PaceGate.Burst, PaceGate.PerSecond));
        services.AddSingleton<OrganisationGate>();
        services.AddSingleton<PermissionGate>();
        services.AddSingleton<Reception>();
        services.AddSingleton<AnswerWriter>();
        services.AddSingleton(provider => new CallerCheck(
            provider.GetRequiredService<BotTokenValidator>(),
            provider.GetRequiredService<ServiceHosts>(),
            settings.DangerouslyAllowUnauthenticatedRequests));
        services.AddSingleton<Messages>();
        services.AddSingleton<UnknownNotifications>();
        services.AddSingleton<GraphNotifications>();
        services.AddSingleton<FileDesk>();
        services.AddSingleton<FileCardViews>();
        services.AddSingleton<ReceivedFiles>();
        services.AddSingleton<FilePages>();
        services.AddSingleton<FileLinks>();
        services.AddSingleton(new Telemetry(settings.OtlpEndpoint));
        services.AddHostedService(provider => provider.GetRequiredService<Clockwork>());
    }

    private static void AddFeatures(IServiceCollection services)
    {
        var table = AllFeatures.Table();
        var slices = table.Commands.Concat(table.Verbs).Select(r => r.Slice).Append(table.UnknownWords!).Append(table.Directory!).Append(table.FilesAnsweredBy!).OfType<Type>();
        foreach (var type in slices.Concat(table.Deliveries.Values).Distinct())
            services.AddSingleton(type);
        services.AddSingleton(provider => (IDirectory)provider.GetRequiredService(table.Directory!));
        foreach (var feature in AllFeatures.Each())
            feature.AddParts(services);
    }
}
