namespace LeadershipBot.Simulator.People;

/// <summary>
/// The tenants, people, teams and chats of one Teams, and who is in them. All in memory; safe to use from several
/// threads. Nothing here tells the bot anything: that is the work of <see cref="Connector.ActivityDelivery"/>.
/// </summary>
public sealed partial class World
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Tenant> _tenants = [];
    private readonly Dictionary<string, Person> _people = [];
    private readonly Dictionary<string, Person> _peopleByObjectId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Team> _teams = [];
    private readonly Dictionary<string, Conversation> _conversations = [];
    private readonly Dictionary<string, List<string>> _rosters = [];
    private readonly Dictionary<string, InstallState> _installs = [];
    private readonly List<string> _order = [];
    private readonly Listeners<WorldChange> _changes = new();

    /// <summary>An empty world.</summary>
    /// <param name="bot">The one bot of this world.</param>
    /// <param name="clock">Dates messages.</param>
    /// <param name="seed">The chance that all ids come from: the same seed and steps give the same ids.</param>
    public World(BotIdentity bot, TimeProvider clock, string seed = "leadershipbot")
    {
        ArgumentNullException.ThrowIfNull(bot);
        ArgumentNullException.ThrowIfNull(clock);
        Bot = bot;
        Clock = clock;
        Ids = new Ids(seed, clock);
    }

    /// <summary>The bot.</summary>
    public BotIdentity Bot { get; }

    internal TimeProvider Clock { get; }

    internal Ids Ids { get; }

    /// <summary>Calls the listener after each change, on the thread that made it, until the answer is disposed of.</summary>
    public IDisposable OnChange(Action<WorldChange> listener) => _changes.Add(listener);

    /// <summary>Everybody, in the order in which they were added.</summary>
    public IReadOnlyList<Person> People
    {
        get
        {
            lock (_gate)
                return [.. _people.Values];
        }
    }

    /// <summary>All conversations, in the order in which they came to be. Personal ones exist for everybody, installed or not.</summary>
    public IReadOnlyList<Conversation> Conversations
    {
        get
        {
            lock (_gate)
                return [.. _order.Select(id => _conversations[id])];
        }
    }

    /// <summary>All tenants.</summary>
    public IReadOnlyList<Tenant> Tenants
    {
        get
        {
            lock (_gate)
                return [.. _tenants.Values];
        }
    }

    /// <summary>Adds a tenant; null makes an id.</summary>
    public Tenant AddTenant(string name, string? id = null)
    {
        lock (_gate)
        {
            var tenant = new Tenant(id ?? Ids.Guid("tenant", name), name);
            return _tenants.TryAdd(tenant.Id, tenant)
                ? tenant
                : throw new ArgumentException($"The world has a tenant {tenant.Id} already.", nameof(id));
        }
    }

    /// <summary>Adds a person, and the (not yet installed) personal conversation with the bot.</summary>
    /// <param name="name">The display name.</param>
    /// <param name="title">The job title, or null.</param>
    /// <param name="practice">The name of the practice, or null.</param>
    /// <param name="tenant">The tenant; null is the first one, which is made if there is none.</param>
    /// <param name="objectId">The Entra object id; null makes one.</param>
    /// <param name="roles">Role words for the page and for tests; null is none.</param>
    /// <param name="isGuest">Whether the account is a guest of the tenant.</param>
    public Person AddPerson(
        string name,
        string? title = null,
        string? practice = null,
        Tenant? tenant = null,
        string? objectId = null,
        IReadOnlyList<string>? roles = null,
        bool isGuest = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_gate)
        {
            tenant ??= FirstTenant();
            objectId ??= Ids.Guid("person", $"{tenant.Id}|{name}|{_people.Count}");
            var person = new Person(
                "29:1" + Ids.Opaque("person", objectId),
                objectId,
                tenant.Id,
                name,
                title,
                practice,
                Address(name),
                roles ?? [])
            { IsGuest = isGuest };
            if (!_peopleByObjectId.TryAdd(objectId, person))
                throw new ArgumentException($"The world has a person {objectId} already.", nameof(objectId));
            _people.Add(person.Id, person);
            var id = PersonalId(person.Id);
            AddConversation(new(id, ConversationKind.Personal, tenant.Id, Bot.Name, null, person.Id), [person.Id]);
            return person;
        }
    }

    /// <summary>
    /// Adds a team with its channels, in the tenant of its first member. General is made if it is not named, and is
    /// always the first.
    /// </summary>
    public Team AddTeam(string name, IEnumerable<Person> members, params string[] channels)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(channels);
        lock (_gate)
        {
            List<Person> people = [.. members];
            List<string> roster = [.. people.Select(person => person.Id)];
            var tenant = TenantOf(people);
            var team = new Team(Thread("team", tenant + name, "thread.tacv2"), tenant, Ids.Guid("group", tenant + name), name);
            _teams.Add(team.Id, team);
            AddConversation(new(team.Id, ConversationKind.Channel, tenant, "General", team, null), roster);
            foreach (var channel in channels.Where(channel => channel != "General"))
                AddConversation(new(Thread("channel", $"{team.Id}|{channel}", "thread.tacv2"), ConversationKind.Channel, tenant, channel, team, null), roster);
            return team;
        }
    }

    /// <summary>Adds a group chat, in the tenant of its first member.</summary>
    public Conversation AddGroupChat(string name, IEnumerable<Person> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        lock (_gate)
        {
            List<Person> people = [.. members];
            var tenant = TenantOf(people);
            var id = Thread("chat", tenant + name, "thread.v2");
            return AddConversation(
                new(id, ConversationKind.GroupChat, tenant, name, null, null),
                [.. people.Select(person => person.Id)]);
        }
    }

    /// <summary>The conversation between the bot and this person. It exists for the bot once the app is installed.</summary>
    public Conversation Personal(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        lock (_gate)
            return _conversations[PersonalId(person.Id)];
    }

    /// <summary>The channels of a team, General first.</summary>
    public IReadOnlyList<Conversation> Channels(Team team)
        => [.. Conversations.Where(conversation => conversation.Team == team)];

    /// <summary>A conversation by its id, with or without a thread; null when there is none.</summary>
    public Conversation? FindConversation(string id)
    {
        lock (_gate)
            return _conversations.GetValueOrDefault(Conversation.Split(id).Place);
    }

    /// <summary>A team by its id; null when there is none.</summary>
    public Team? FindTeam(string id)
    {
        lock (_gate)
            return _teams.GetValueOrDefault(id);
    }

    /// <summary>A person by account id, object id or name; null when there is none.</summary>
    public Person? FindPerson(string idOrName)
    {
        lock (_gate)
            return _people.GetValueOrDefault(idOrName)
                ?? _peopleByObjectId.GetValueOrDefault(idOrName)
                ?? _people.Values.FirstOrDefault(person => person.Name == idOrName);
    }

    /// <summary>Who is in the conversation, the bot left out; of a channel everybody in the team.</summary>
    public IReadOnlyList<Person> Members(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        lock (_gate)
            return [.. _rosters[conversation.Id].Select(id => _people[id])];
    }

    /// <summary>Puts a person into a group chat or a team. Safe to repeat.</summary>
    public void Join(Conversation conversation, Person person)
        => ChangeRoster(conversation, roster =>
        {
            if (!roster.Contains(person.Id))
                roster.Add(person.Id);
        });

    /// <summary>Takes a person out of a group chat or a team. Safe to repeat.</summary>
    public void Leave(Conversation conversation, Person person)
        => ChangeRoster(conversation, roster => roster.Remove(person.Id));

    /// <summary>How the app stands in this conversation.</summary>
    public InstallState InstallOf(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        lock (_gate)
            return _installs.GetValueOrDefault(conversation.InstallId);
    }

    /// <summary>
    /// Whether the bot may begin this personal chat, with somebody who never installed it, since it is in a team or group
    /// chat with them. With those who removed or blocked it it may not.
    /// </summary>
    internal bool IsMetElsewhere(Conversation personal)
    {
        if (InstallOf(personal) is not InstallState.Never)
            return false;
        var people = Members(personal);
        return Conversations.Any(place => place.Kind is not ConversationKind.Personal && InstallOf(place) is InstallState.Installed && Members(place).Any(people.Contains));
    }

    /// <summary>Sets how the app stands there (for a channel: in its whole team), without telling the bot.</summary>
    public void SetInstall(Conversation conversation, InstallState state)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        lock (_gate)
            _installs[conversation.InstallId] = state;
        Raise(new(WorldChangeKind.Conversations, null, null));
    }

    /// <summary>Marks the app as installed for everybody and everywhere, as after an earlier day, without telling the bot.</summary>
    public void InstallEverywhere()
    {
        foreach (var conversation in Conversations)
            SetInstall(conversation, InstallState.Installed);
    }

    internal void Raise(WorldChange change) => _changes.Tell(change);

    private string PersonalId(string personId) => "a:1" + Ids.Opaque("personal", personId + Bot.AppId);

    private string Thread(string kind, string key, string domain) => $"19:{Ids.Hex(kind, key)}@{domain}";

    private Tenant FirstTenant() => _tenants.Values.FirstOrDefault() ?? AddTenant("Tenant");

    private string TenantOf(List<Person> people) => people is [var first, ..] ? first.TenantId : FirstTenant().Id;

    private Conversation AddConversation(Conversation conversation, List<string> roster)
    {
        _conversations.Add(conversation.Id, conversation);
        _rosters.Add(conversation.Id, [.. roster]);
        _order.Add(conversation.Id);
        return conversation;
    }

    private void ChangeRoster(Conversation conversation, Action<List<string>> change)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        lock (_gate)
        {
            foreach (var place in _conversations.Values.Where(place => place.InstallId == conversation.InstallId))
                change(_rosters[place.Id]);
        }

        Raise(new(WorldChangeKind.Conversations, null, null));
    }

    private static string Address(string name)
    {
        var plain = name.Normalize(System.Text.NormalizationForm.FormD)
            .Where(letter => char.IsAsciiLetter(letter) || letter == ' ')
            .Aggregate("", (text, letter) => text + char.ToLowerInvariant(letter));
        return plain.Trim().Replace(' ', '.') + "@example.nhs.uk";
    }
}
