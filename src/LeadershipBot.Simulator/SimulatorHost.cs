using System.Net;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.Graph;
using LeadershipBot.Simulator.Page;
using LeadershipBot.Simulator.People;
using LeadershipBot.Simulator.SignIn;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LeadershipBot.Simulator;

/// <summary>
/// A Teams stand-in on a loopback port: connector, OpenID metadata and page on one host. Each has a world of its own,
/// and starts quickly enough for one per test.
/// </summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _ownsClock;

    private SimulatorHost(WebApplication app, SimulatorOptions options, Parts parts, string host)
    {
        _app = app;
        _ownsClock = options.Clock is null;
        (World, Connector, Delivery, Faults, Clock, Tokens, Drive) = parts;
        Graph = new GraphStandIn(World, Delivery, host);
        SignIn = new SignInStandIn(World, Tokens, host);
        ConnectorUrl = host + ConnectorRoutes.BasePath + "/";
        PageUrl = host + "/";
    }

    /// <summary>The service URL that activities carry, with a slash at its end.</summary>
    public string ConnectorUrl { get; }

    /// <summary>The address of the page, with a slash at its end.</summary>
    public string PageUrl { get; }

    /// <summary>The people and places.</summary>
    public World World { get; }

    /// <summary>The connector, with the record of what the bot called.</summary>
    public TeamsConnector Connector { get; }

    /// <summary>The little of Microsoft Graph that the bot may ask.</summary>
    public GraphStandIn Graph { get; }

    /// <summary>The little of Microsoft Entra ID at which people sign in.</summary>
    public SignInStandIn SignIn { get; }

    /// <summary>What people do.</summary>
    public ActivityDelivery Delivery { get; }

    /// <summary>What goes wrong.</summary>
    public FaultScript Faults { get; }

    /// <summary>The clock of the world; give it to the bot as well.</summary>
    public SimulatorClock Clock { get; }

    /// <summary>Where files are kept.</summary>
    public FileDrive Drive { get; }

    /// <summary>The connector's tokens.</summary>
    public Tokens Tokens { get; }

    /// <summary>The bot's messaging endpoint; null while there is none.</summary>
    public string? BotUrl
    {
        get => Delivery.BotUrl;
        set => Delivery.BotUrl = value;
    }

    /// <summary>Ends when the simulator stops.</summary>
    internal CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Starts a simulator; null is an empty world on a free port.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "LeadershipBot.Simulator" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var ready = new TaskCompletionSource<SimulatorHost>();
        app.Use(LoopbackOnly.GuardAsync);
        PageFiles.Use(app, options.PageFolder);
        app.UseRouting();

        // The addresses are known only once the server listens, and the parts need them.
        app.Map(ConnectorRoutes.BasePath + "/{**path}", async context => await (await ready.Task).Connector.HandleAsync(context));
        app.Map(GraphStandIn.BasePath + "/{**path}", async context => await (await ready.Task).Graph.HandleAsync(context));
        app.Map(SignInStandIn.BasePath + "/{**path}", async context => await (await ready.Task).SignIn.HandleAsync(context));
        app.MapGet(Tokens.MetadataPath, async context => await WriteAsync(context, (await ready.Task).Tokens.Metadata()));
        app.MapGet(Tokens.KeysPath, async context => await WriteAsync(context, (await ready.Task).Tokens.PublishedKeys()));
        app.MapGet(FileDrive.FilesPath + "{id}", async context => await (await ready.Task).Drive.ReadAsync(context, IdIn(context)));
        app.MapPut(FileDrive.UploadsPath + "{id}", async context => await (await ready.Task).Drive.WriteAsync(context, IdIn(context)));
        PageApi.Map(app, ready.Task, options.ManifestPath);

        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        var host = new SimulatorHost(app, options, Make(options, address), address);
        ready.SetResult(host);
        return host;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Delivery.DisposeAsync();
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
        if (_ownsClock)
            Clock.Dispose();
    }

    private static Parts Make(SimulatorOptions options, string host)
    {
        var serviceUrl = host + ConnectorRoutes.BasePath + "/";
        var clock = options.Clock ?? SimulatorClock.Running();
        var world = new World(options.Bot, clock, options.Seed);
        if (options.DemoPath is { } path)
            DemoFile.Fill(world, path);
        if (options.Saved is { } saved)
            world.Restore(saved);
        var faults = new FaultScript();
        var tokens = new Tokens(host, serviceUrl, options.Bot.AppId, clock);
        var drive = new FileDrive(world, host);
        var delivery = new ActivityDelivery(world, faults, tokens, serviceUrl, drive) { BotUrl = options.BotUrl, Signs = options.SignsDeliveries };
        return new(world, new TeamsConnector(world, faults, options.Limits, serviceUrl), delivery, faults, clock, tokens, drive);
    }

    private static string IdIn(HttpContext context) => Uri.UnescapeDataString((string?)context.Request.RouteValues["id"] ?? "");

    private static Task WriteAsync(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(json.ToJsonString(), context.RequestAborted);
    }

    private sealed record Parts(World World, TeamsConnector Connector, ActivityDelivery Delivery, FaultScript Faults, SimulatorClock Clock, Tokens Tokens, FileDrive Drive);
}
