using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Gates;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell;

/// <summary>
/// Takes an arrival through the gates (tenant, repeat, pace, organisation, permission) to its slice, and answers for whatever goes
/// wrong on the way. The only place that catches everything.
/// </summary>
public sealed partial class Reception(
    FeatureTable table,
    IServiceProvider services,
    TenantGate tenants,
    RepeatGate repeats,
    PaceGate pace,
    OrganisationGate organisations,
    PermissionGate permissions,
    TimeProvider time,
    Chance chance,
    IHostApplicationLifetime lifetime,
    ILogger<Reception> log)
{
    /// <summary>Teams gives up after 10 to 15 seconds; a person, much sooner.</summary>
    private static readonly TimeSpan TurnTimeMax = TimeSpan.FromSeconds(4.8);

    private const int TurnIdCharacters = 12;
    private const string NoTurnId = "-";

    private readonly Route? _files = table.FilesAnsweredBy is { } taker ? new Route("files", taker, Roles.Member) : null;

    private readonly Route? _unknownWords = table.UnknownWords is { } slice ? new Route("unknown", slice, Roles.Member) : null;

    /// <returns>The answer; null for a repeat of what is answered already, and for what concerns no feature.</returns>
    public async Task<Answer?> ReceiveAsync(Arrival arrival)
    {
        if (tenants.Check(arrival.Place.TenantId) is { } wrongTenant)
            return new Answer.Refused(wrongTenant);
        if (!repeats.TryEnter(arrival))
            return null;
        if (pace.Check(arrival.Account.ObjectId) is { } tooFast)
            return new Answer.Refused(tooFast);
        if (RouteOf(arrival) is not var (route, words))
            return arrival.Kind is ArrivalKind.Event ? null : new Answer.Unusable(new Refusal("shell.refused.unknownButton"));

        if (route.IsAnonymous && arrival.Kind is ArrivalKind.OldPress)
            return new Answer.Refused(new Refusal("anonymous.refused.oldTeams")); // it is a message, and tenants keep messages

        var turnId = route.IsAnonymous ? NoTurnId : chance.NewId()[..TurnIdCharacters]; // says nothing of the turn, as a hash of its words would
        using var span = route.IsAnonymous ? null : Telemetry.BeginTurn(route.Name, turnId);
        var started = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        limit.CancelAfter(TurnTimeMax); // the turn outlives a caller who hangs up: what was begun is finished
        var answer = await HandleAsync(arrival, route, words, turnId, limit.Token);
        if (route.IsAnonymous)
            Telemetry.AnonymousTurnTook(time.GetElapsedTime(started), route.Name, answer is Answer.Refused);
        else
            Telemetry.TurnTook(time.GetElapsedTime(started), route.Name, answer is Answer.Refused refused ? refused.Why.TextKey : "answered");
        return answer;
    }

    /// <summary>Lets a redelivery in: the answer did not reach the person.</summary>
    public void Forget(Arrival arrival) => repeats.Forget(arrival);

    /// <summary>Whether nothing of this arrival may be written down.</summary>
    public bool IsAnonymous(Arrival arrival) => table.FindVerb(arrival.Verb) is { IsAnonymous: true };

    private async Task<Answer> HandleAsync(Arrival arrival, Route route, string words, string turnId, CancellationToken cancellationToken)
    {
        try
        {
            var directory = (IDirectory)services.GetRequiredService(table.Directory ?? throw new InvalidOperationException("No feature finds people."));
            var person = await directory.FindAsync(arrival.Account, arrival.Place, arrival.Data.Text("organisation"), cancellationToken);
            var now = time.GetUtcNow();
            var intent = route.IsAnonymous ? RepeatGate.AnonymousIntentOf(arrival, chance) : RepeatGate.IntentOf(arrival, now);
            var chosen = await organisations.ChooseAsync(arrival, person, directory, cancellationToken);
            var passage = organisations.Check(arrival, route, words, person, now, intent);
            if (passage.Question is { } question)
                return question;
            if (passage.Actor.Organisation.Id != person.Actor.Organisation.Id) // the same person, acting there
                person = await directory.FindAsync(arrival.Account, arrival.Place, passage.Actor.Organisation.Id, cancellationToken);
            if (await permissions.CheckAsync(person, route, cancellationToken) is { } notAllowed)
                return new Answer.Refused(notAllowed);
            var turn = TurnOf(now, arrival, route, words, turnId, person, intent);
            // A store that takes its time doesn't hear of the limit at once: the person does.
            var answer = await ((ISlice)services.GetRequiredService(route.Slice)).HandleAsync(turn, cancellationToken).WaitAsync(cancellationToken);
            return chosen && answer is Answer.None ? organisations.Chosen(person.Actor) : answer;
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException or OperationCanceledException or TimeoutException)
        {
            if (route.IsAnonymous)
                Log.AnonymousNotConfirmed(log, route.Name, Kinds.Of(cause));
            else
                Log.NotConfirmed(log, turnId, route.Name, cause);
            repeats.Forget(arrival);
            return new Answer.Refused(new Refusal("shell.refused.notConfirmed"));
        }
#pragma warning disable CA1031 // the edge: here, and only here, our bugs are caught
        catch (Exception bug)
#pragma warning restore CA1031
        {
            if (route.IsAnonymous)
                Log.AnonymousBug(log, route.Name, Kinds.Of(bug)); // its message and its stack may hold what was answered
            else
                Log.Bug(log, turnId, route.Name, bug);
            repeats.Forget(arrival);
            return new Answer.Refused(new Refusal("shell.refused.bug", ("turn", turnId)));
        }
    }

    private static Turn TurnOf(DateTimeOffset now, Arrival arrival, Route route, string words, string turnId, KnownPerson person, Intent intent) => new()
    {
        Id = turnId,
        Verb = route.Name,
        Words = words,
        Data = arrival.Data,
        Actor = person.Actor,
        Settings = person.Settings,
        Organisation = person.Organisation,
        Account = arrival.Account,
        Place = arrival.Place,
        PressedActivityId = route.IsAnonymous ? null : arrival.PressedActivityId,
        Files = arrival.Files,
        Mentioned = arrival.Mentioned,
        Intent = intent,
        At = now,
        SentAt = arrival.SentAt < now && !route.IsAnonymous ? arrival.SentAt.Value : now,
        TimeZone = Zones.Find(person.Settings.TimeZone) ?? arrival.TimeZone,
        TeamsTimeZone = arrival.TimeZone,
        IsFromComposeBox = arrival.Kind is ArrivalKind.ExtensionDialog or ArrivalKind.Search,
        IsAutomatic = arrival.IsAutomatic,
        IsAnonymous = route.IsAnonymous,
    };

    private (Route Route, string Words)? RouteOf(Arrival arrival)
    {
        if (arrival.Verb == FeatureTable.RunCommand)
            return table.FindCommand(arrival.Data.Text("command"));
        if (FeatureTable.IsEvent(arrival.Verb) && arrival.Kind is not ArrivalKind.Event)
            return null; // only Teams says that something happened, never a button
        if (arrival.Kind is not ArrivalKind.Message)
            return table.FindVerb(arrival.Verb) is { } verb ? (verb, "") : null;
        if (table.FindCommand(arrival.Text) is { } command)
            return command;
        if (arrival.Files.Count > 0 && _files is not null)
            return (_files, arrival.Text);
        return _unknownWords is null ? null : (_unknownWords, arrival.Text);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Turn {Turn} ({Verb}) could not be confirmed.")]
        public static partial void NotConfirmed(ILogger log, string turn, string verb, Exception cause);

        [LoggerMessage(3, LogLevel.Warning, "An anonymous turn ({Verb}) could not be confirmed: {Kinds}.")]
        public static partial void AnonymousNotConfirmed(ILogger log, string verb, string kinds);

        [LoggerMessage(4, LogLevel.Error, "An anonymous turn ({Verb}) met a mistake of ours: {Kinds}.")]
        public static partial void AnonymousBug(ILogger log, string verb, string kinds);

        [LoggerMessage(2, LogLevel.Error, "Turn {Turn} ({Verb}) met a mistake of ours.")]
        public static partial void Bug(ILogger log, string turn, string verb, Exception bug);
    }
}
