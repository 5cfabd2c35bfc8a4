using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Shell.Delivery;

/// <summary>Brings cards into conversations. How it ended is an answer, not an exception.</summary>
internal sealed class Sender(ConnectorClient connector, CardJson cards, BotAccount bot)
{
    private const int RosterPage = 100;

    private readonly ConnectorClient _connector = connector;
    private readonly CardJson _cards = cards;
    private readonly BotAccount _bot = bot;
    private readonly bool _canWait;

    private Sender(Sender other)
        : this(other._connector, other._cards, other._bot) => _canWait = true;

    /// <summary>The same for what nobody waits for, as in a broadcast: all else that goes to the tenant goes first.</summary>
    public Sender InBulk => _canWait ? this : field ??= new Sender(this);

    /// <summary>
    /// Posts a card as a message of its own, once. If the answer was lost it may have arrived: then without an id.
    /// </summary>
    public Task<Sent> SendAsync(Place place, CardView view, CancellationToken cancellationToken)
        => SendAsync(place, view, WhenUnsure.Report, cancellationToken);

    /// <summary>Posts a card as a message of its own: at most once, or at least once. In a channel it begins a thread.</summary>
    public Task<Sent> SendAsync(Place place, CardView view, WhenUnsure whenUnsure, CancellationToken cancellationToken)
        => place.IsWholeChannel ? BeginThreadAsync(place, view, whenUnsure, cancellationToken) : AwaitAsync(_connector.SendToConversationAsync(AddressOf(place), place.ConversationId, MessageOf(place, view), whenUnsure, cancellationToken));

    private async Task<Sent> BeginThreadAsync(Place channel, CardView view, WhenUnsure whenUnsure, CancellationToken cancellationToken)
    {
        var parameters = ConversationParameters.ChannelThread(channel.ConversationId, channel.TenantId, MessageOf(channel, view));
        parameters.Bot = new ChannelAccount { Id = _bot.Id, Name = _bot.Name };
        var (outcome, begun) = await _connector.CreateConversationAsync(AddressOf(channel), parameters, whenUnsure, cancellationToken);
        return Judged(outcome) is Sent.Arrived arrived
            ? arrived with { Thread = begun?.Id is { Length: > 0 } thread ? channel with { ConversationId = thread } : null }
            : Judged(outcome);
    }

    /// <summary>Answers a message with a card. It may arrive twice if the answer to the first try is lost.</summary>
    public Task<Sent> ReplyAsync(Place place, string activityId, CardView view, CancellationToken cancellationToken)
        => activityId.Length == 0
            ? SendAsync(place, view, cancellationToken)
            : AwaitAsync(_connector.ReplyToActivityAsync(AddressOf(place), place.ConversationId, activityId, MessageOf(place, view), WhenUnsure.SendAgain, cancellationToken));

    /// <summary>Puts a card in place of one that was sent. Safe to repeat.</summary>
    public Task<Sent> UpdateAsync(Place place, string activityId, CardView view, CancellationToken cancellationToken)
        => AwaitAsync(_connector.UpdateActivityAsync(AddressOf(place), place.ThreadOf(activityId), activityId, MessageOf(place, view), cancellationToken));

    /// <summary>Posts what is no Adaptive Card, such as a file consent, as a message of its own, once.</summary>
    public Task<Sent> SendAsync(Place place, Attachment attachment, string summary, CancellationToken cancellationToken)
        => AwaitAsync(_connector.SendToConversationAsync(AddressOf(place), place.ConversationId, MessageOf(place, attachment, summary), WhenUnsure.Report, cancellationToken));

    /// <summary>Removes a message of the bot. Safe to repeat.</summary>
    public Task<Sent> RemoveAsync(Place place, string activityId, CancellationToken cancellationToken)
        => AwaitAsync(_connector.DeleteActivityAsync(AddressOf(place), place.ThreadOf(activityId), activityId, cancellationToken));

    /// <summary>
    /// Begins a person's own chat with the bot, or finds the one that there is. Nothing is seen of it before a message comes.
    /// </summary>
    /// <param name="person">Whose.</param>
    /// <param name="teamsId">Their id within this bot.</param>
    /// <param name="serviceUrl">The connector's address of a place in which the bot meets them.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    public async Task<ChatOpening> OpenChatAsync(MemberId person, string teamsId, string serviceUrl, CancellationToken cancellationToken)
    {
        var parameters = ConversationParameters.Personal(teamsId, person.TenantId);
        parameters.Bot = new ChannelAccount { Id = _bot.Id, Name = _bot.Name };
        var (outcome, opened) = await _connector.CreateConversationAsync(new ConnectorAddress(serviceUrl, person.TenantId) { CanWait = _canWait }, parameters, WhenUnsure.SendAgain, cancellationToken);
        if (Judged(outcome) is not Sent.Arrived)
            return new ChatOpening(null, Judged(outcome));
        return string.IsNullOrEmpty(opened?.Id)
            ? new ChatOpening(null, new Sent.NotNow("the chat's id was lost", null))
            : new ChatOpening(new Place(Scope.Personal, person.TenantId, string.IsNullOrEmpty(opened.ServiceUrl) ? serviceUrl : opened.ServiceUrl, opened.Id, null), new Sent.Arrived(""));
    }

    /// <summary>How many people are in the conversation, counted no further than one page; 0 if it can't be known.</summary>
    public async Task<int> CountMembersAsync(Place place, CancellationToken cancellationToken)
    {
        if (place.Scope is Scope.Personal)
            return 1;
        await foreach (var page in _connector.GetConversationPagedMembersAsync(AddressOf(place), place.WholeConversationId, RosterPage, cancellationToken))
            return string.IsNullOrEmpty(page.Value?.ContinuationToken) ? page.Value?.Members?.Count ?? 0 : RosterPage;
        return 0;
    }

    private static async Task<Sent> AwaitAsync(Task<ConnectorOutcome> sending) => Judged(await sending);

    private static Sent Judged(ConnectorOutcome outcome) => outcome.Kind switch
    {
        ConnectorOutcomeKind.Delivered => new Sent.Arrived(outcome.Id ?? "") { MayBeTwice = outcome.MayBeTwice },
        ConnectorOutcomeKind.PossiblyDelivered => new Sent.Arrived("") { IsUnsure = true },
        ConnectorOutcomeKind.Refused when outcome.Refusal is not (ConnectorRefusal.NotAuthorised or ConnectorRefusal.HostNotAllowed) => new Sent.Never(outcome.Refusal.ToString()) { Refusal = outcome.Refusal },
        _ => new Sent.NotNow($"{outcome.Kind} {outcome.Refusal} {outcome.Status}", outcome.RetryAfter) { IsThrottled = outcome.IsThrottled },
    };

    private ConnectorAddress AddressOf(Place place) => new(place.ServiceUrl, place.TenantId) { CanWait = _canWait };

    private Activity MessageOf(Place place, CardView view) => MessageOf(place, _cards.AttachmentOf(view), view.Summary.Words);

    private Activity MessageOf(Place place, Attachment attachment, string summary) => new()
    {
        Type = ActivityTypes.Message,
        ServiceUrl = place.ServiceUrl,
        ChannelId = "msteams",
        From = new ChannelAccount { Id = _bot.Id, Name = _bot.Name },
        Conversation = new ConversationAccount { Id = place.ConversationId, TenantId = place.TenantId },
        Summary = summary,
        Attachments = [attachment],
        ChannelData = new TeamsChannelData { Tenant = new TenantInfo { Id = place.TenantId } },
    };
}

/// <summary>The bot's own account in Teams.</summary>
public sealed record BotAccount(string Id, string Name);

/// <summary>What became of beginning a chat.</summary>
/// <param name="Chat">The chat; null where there is none.</param>
/// <param name="How">Whether it is there, will be later, or never.</param>
internal sealed record ChatOpening(Place? Chat, Sent How);

/// <summary>How a sending ended.</summary>
public abstract record Sent
{
    private Sent()
    {
    }

    /// <param name="ActivityId">Names the message for updates; empty where the connector told none.</param>
    public sealed record Arrived(string ActivityId) : Sent
    {
        /// <summary>The answer was lost: it may have arrived or not. There is no id then.</summary>
        public bool IsUnsure { get; init; }

        /// <summary>It has arrived, but an earlier try of the same sending may have, too; only where it was to be sent again.</summary>
        public bool MayBeTwice { get; init; }

        /// <summary>The thread that it began in a channel; null where it began none.</summary>
        public Place? Thread { get; init; }
    }

    /// <summary>It has not arrived, and may later.</summary>
    public sealed record NotNow(string Because, TimeSpan? After) : Sent
    {
        /// <summary>Teams wants to be left alone, or too much waits for it: nothing is wrong with what was sent.</summary>
        public bool IsThrottled { get; init; }

        /// <summary>What a delivery answers then: throttled, it counts as no failed try.</summary>
        public Delivered.Later ToLater() => new(Because, After) { CountsAsTry = !IsThrottled };
    }

    /// <summary>It never will: the bot was blocked or removed there, the conversation is gone, the card is too large.</summary>
    public sealed record Never(string Because) : Sent
    {
        /// <summary>Which of these.</summary>
        public ConnectorRefusal Refusal { get; init; }

        /// <summary>The conversation, or the message, is not there any more.</summary>
        public bool IsGone => Refusal is ConnectorRefusal.Gone;

        /// <summary>It is the way to the recipient that is closed, and not the message that is wrong.</summary>
        public bool IsNoWay => Refusal is ConnectorRefusal.BlockedOrNotInstalled or ConnectorRefusal.Gone;
    }
}
