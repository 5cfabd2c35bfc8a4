using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>One thing that a person can do: load, decide, commit, answer. One instance serves all turns.</summary>
public interface ISlice
{
    /// <exception cref="Storage.StoreUnavailableException">The shell offers the person to press again.</exception>
    Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken);
}

/// <summary>A feature: a folder of slices that names them, each in one line.</summary>
public interface IFeature
{
    void Register(FeatureTable table);

    /// <summary>Adds what the feature's slices share, such as readers of its rows; nothing where they share nothing.</summary>
    void AddParts(IServiceCollection services)
    {
    }
}

/// <summary>What leads to a slice, and who may go there.</summary>
/// <param name="Name">A command's word(s), a verb or an event.</param>
/// <param name="Slice">The slice.</param>
/// <param name="Needs">The roles of which the person must hold one; <see cref="Roles.Member"/> for everybody.</param>
/// <param name="IsListed">Whether <c>help</c> lists it.</param>
public sealed record Route(string Name, Type Slice, Roles Needs, bool IsListed = false)
{
    /// <summary>Whether those may go there, too, who lead a practice. What they may do there is up to the slice.</summary>
    public bool LetsLeadsIn { get; init; }

    /// <summary>
    /// Whether it makes something for others, so that it must be known for which organisation: somebody of several who
    /// never chose one is asked.
    /// </summary>
    public bool IsForOthers { get; init; }

    /// <summary>Whether it is about all organisations at once, so that only a role in all of them (by setting) counts.</summary>
    public bool IsAboutAll { get; init; }

    /// <summary>Whether a role in any of the person's organisations is enough, whatever the turn is about: the slice then sees to the rest.</summary>
    public bool AdmitsByAnyHat { get; init; }

    /// <summary>Whether what comes this way must leave no trace of who sent what: see <see cref="FeatureTable.AnonymousVerb{TSlice}"/>.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whether this person may go there, in the organisation in which they act.</summary>
    public bool Admits(Actor actor) => IsAboutAll
        ? (actor.Everywhere & Needs) != Roles.Member
        : actor.HoldsAny(Needs) || (AdmitsByAnyHat && actor.Hats.Any(hat => (hat.Roles & Needs) != Roles.Member)) || (LetsLeadsIn && actor.Hat.LeadOf.All.Count > 0);
}

/// <summary>
/// The explicit table of all ways into the features: no scanning, no attributes. A name that is given twice stops the
/// app at its start.
/// </summary>
public sealed class FeatureTable
{
    private readonly Dictionary<string, Route> _commands = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Route> _verbs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _deliveries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bulk = new(StringComparer.Ordinal);

    /// <summary>All commands, in the order of the features.</summary>
    public IReadOnlyCollection<Route> Commands => _commands.Values;

    /// <summary>All verbs that cards, dialogs, searches and events use.</summary>
    public IReadOnlyCollection<Route> Verbs => _verbs.Values;

    /// <summary>All kinds of outbox rows, with the class that carries each out.</summary>
    public IReadOnlyDictionary<string, Type> Deliveries => _deliveries;

    /// <summary>The kinds of outbox rows of which many work at once for long.</summary>
    public IReadOnlySet<string> BulkDeliveries => _bulk;

    /// <summary>The slice that answers what is no command; null until one is named.</summary>
    public Type? UnknownWords { get; private set; }

    /// <summary>The slice that takes files which come without a command; null until one is named.</summary>
    public Type? FilesAnsweredBy { get; private set; }

    /// <summary>Who finds the person behind a Teams account; null until one is named.</summary>
    public Type? Directory { get; private set; }

    /// <summary>
    /// The verb of a button that does what typing its command would. Where its data names an organisation under
    /// <c>actFor</c>, the person chooses by it to act for that one from now on.
    /// </summary>
    public const string RunCommand = "shell.command";

    private const string EventPrefix = "event.";

    /// <summary>The event that Teams sends when the bot was installed.</summary>
    public const string Installed = "event.installed";

    /// <summary>The event that Teams sends when a newer version of the bot's app was put where it was already.</summary>
    public const string Upgraded = "event.upgraded";

    /// <summary>The event that Teams sends when the bot was removed.</summary>
    public const string Removed = "event.removed";

    /// <summary>The event that Teams sends when people were added to a team or chat that the bot is in. Who: read the roster.</summary>
    public const string PeopleJoined = "event.peopleJoined";

    /// <summary>The event that Teams sends when people left, or were removed.</summary>
    public const string PeopleLeft = "event.peopleLeft";

    /// <summary>The event that Teams sends when a meeting began in whose chat the bot is; the data says <c>joinUrl</c>, and <c>at</c> in round-trip form.</summary>
    public const string MeetingStarted = "event.meetingStarted";

    /// <summary>The event that Teams sends when a meeting ended in whose chat the bot is; with the same data.</summary>
    public const string MeetingEnded = "event.meetingEnded";

    /// <summary>The event that Teams sends when a person lets the bot store a file that it offered.</summary>
    public const string FileAccepted = "event.fileAccepted";

    /// <summary>The event that Teams sends when a person declines a file.</summary>
    public const string FileDeclined = "event.fileDeclined";

    /// <summary>Whether a verb names something that only Teams says happened, and never a button.</summary>
    public static bool IsEvent(string verb)
    {
        ArgumentNullException.ThrowIfNull(verb);
        return verb.StartsWith(EventPrefix, StringComparison.Ordinal);
    }

    public FeatureTable With(IFeature feature)
    {
        feature.Register(this);
        return this;
    }

    /// <summary>Words that a person types, in any case, at the start of a message.</summary>
    /// <param name="words">The words.</param>
    /// <param name="needs">The roles of which the person must hold one.</param>
    /// <param name="listed">See <see cref="Route.IsListed"/>.</param>
    /// <param name="leads">See <see cref="Route.LetsLeadsIn"/>.</param>
    /// <param name="forOthers">See <see cref="Route.IsForOthers"/>.</param>
    /// <param name="aboutAll">See <see cref="Route.IsAboutAll"/>.</param>
    /// <param name="anyHat">See <see cref="Route.AdmitsByAnyHat"/>.</param>
    public void Command<TSlice>(string words, Roles needs = Roles.Member, bool listed = true, bool leads = false, bool forOthers = false, bool aboutAll = false, bool anyHat = false)
        where TSlice : ISlice
        => Add(_commands, new Route(words, typeof(TSlice), needs, listed) { LetsLeadsIn = leads, IsForOthers = forOthers, IsAboutAll = aboutAll, AdmitsByAnyHat = anyHat });

    /// <summary>What a card's button, a dialog, a search, an input's type-ahead (its dataset) or an event of Teams asks for.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="needs">The roles of which the person must hold one.</param>
    /// <param name="leads">See <see cref="Route.LetsLeadsIn"/>.</param>
    /// <param name="anyHat">See <see cref="Route.AdmitsByAnyHat"/>.</param>
    public void Verb<TSlice>(string verb, Roles needs = Roles.Member, bool leads = false, bool anyHat = false)
        where TSlice : ISlice
        => Add(_verbs, new Route(verb, typeof(TSlice), needs) { LetsLeadsIn = leads, AdmitsByAnyHat = anyHat });

    /// <summary>
    /// A verb by which people say something anonymously, or ask about it by a receipt. Of such a turn nothing reaches a log,
    /// a trace or a measure but the verb and whether it went well; it has no id of its own, and its intent is made of the
    /// button's nonce alone, without the person. It is taken only where the answer to the press goes to the person alone: not
    /// from old clients, whose presses are messages.
    /// </summary>
    /// <param name="verb">The verb.</param>
    public void AnonymousVerb<TSlice>(string verb)
        where TSlice : ISlice
        => Add(_verbs, new Route(verb, typeof(TSlice), Roles.Member) { IsAnonymous = true });

    /// <summary>A kind of outbox row, carried out when it is due.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="bulk">
    /// Whether many work at once for long: then it works on few places of a server, so that others don't wait, and on a
    /// short lease, so that another server goes on soon. It must be safe where two servers work on it at the same time.
    /// </param>
    public void Deliver<TDelivery>(string kind, bool bulk = false)
        where TDelivery : Delivery.IDelivery
    {
        if (bulk)
            _bulk.Add(kind);
        if (!_deliveries.TryAdd(kind, typeof(TDelivery)))
            throw new InvalidOperationException($"The outbox kind {kind} is registered twice: by {_deliveries[kind].Name} and {typeof(TDelivery).Name}.");
    }

    public void AnswerUnknownWordsWith<TSlice>()
        where TSlice : ISlice
        => UnknownWords = UnknownWords is null ? typeof(TSlice) : throw new InvalidOperationException($"Unknown words are answered twice: by {UnknownWords.Name} and {typeof(TSlice).Name}.");

    /// <summary>Files in the personal chat that come without a command. Until a slice is named, they are unknown words.</summary>
    public void AnswerFilesWith<TSlice>()
        where TSlice : ISlice
        => FilesAnsweredBy = FilesAnsweredBy is null ? typeof(TSlice) : throw new InvalidOperationException($"Files are answered twice: by {FilesAnsweredBy.Name} and {typeof(TSlice).Name}.");

    public void FindPeopleWith<TDirectory>()
        where TDirectory : IDirectory
        => Directory = Directory is null ? typeof(TDirectory) : throw new InvalidOperationException($"People are found twice: by {Directory.Name} and {typeof(TDirectory).Name}.");

    public Route? FindVerb(string verb) => _verbs.GetValueOrDefault(verb);

    /// <summary>The command with which a message begins (the longest that fits), and the words after it; null if none.</summary>
    public (Route Route, string Words)? FindCommand(string message)
    {
        Route? best = null;
        foreach (var route in _commands.Values)
        {
            var fits = message.StartsWith(route.Name, StringComparison.OrdinalIgnoreCase)
                && (message.Length == route.Name.Length || !char.IsLetterOrDigit(message[route.Name.Length]));
            if (fits && route.Name.Length > (best?.Name.Length ?? 0))
                best = route;
        }

        return best is null ? null : (best, message[best.Name.Length..].Trim());
    }

    private static void Add(Dictionary<string, Route> routes, Route route)
    {
        if (!routes.TryAdd(route.Name, route))
            throw new InvalidOperationException($"{route.Name} leads to two slices: {routes[route.Name].Slice.Name} and {route.Slice.Name}.");
    }
}
