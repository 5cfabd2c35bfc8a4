using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Shell.Delivery;

/// <summary>Brings cards into conversations. How it ended is an answer, not an exception.</summary>
internal sealed class Sender(ConnectorClient connector, CardJson cards, BotAccount bot)
{
    private const int RosterPage = 100;

    /// <summary>
    /// Posts a card as a message of its own, once. If the answer was lost it may have arrived: then without an id.
    /// </summary>
    public Task<Sent> SendAsync(Place place, CardView view, CancellationToken cancellationToken)
        => AwaitAsync(connector.SendToConversationAsync(AddressOf(place), place.ConversationId, MessageOf(place, view), WhenUnsure.Report, cancellationToken));

    /// <summary>Answers a message with a card. It may arrive twice if the answer to the first try is lost.</summary>
    public Task<Sent> ReplyAsync(Place place, string activityId, CardView view, CancellationToken cancellationToken)
        => activityId.Length == 0
            ? SendAsync(place, view, cancellationToken)
            : AwaitAsync(connector.ReplyToActivityAsync(AddressOf(place), place.ConversationId, activityId, MessageOf(place, view), WhenUnsure.SendAgain, cancellationToken));

    /// <summary>Puts a card in place of one that was sent. Safe to repeat.</summary>
    public Task<Sent> UpdateAsync(Place place, string activityId, CardView view, CancellationToken cancellationToken)
        => AwaitAsync(connector.UpdateActivityAsync(AddressOf(place), place.ConversationId, activityId, MessageOf(place, view), cancellationToken));

    /// <summary>Posts what is no Adaptive Card, such as a file consent, as a message of its own, once.</summary>
    public Task<Sent> SendAsync(Place place, Attachment attachment, string summary, CancellationToken cancellationToken)
        => AwaitAsync(connector.SendToConversationAsync(AddressOf(place), place.ConversationId, MessageOf(place, attachment, summary), WhenUnsure.Report, cancellationToken));

    /// <summary>Removes a message of the bot. Safe to repeat.</summary>
    public Task<Sent> RemoveAsync(Place place, string activityId, CancellationToken cancellationToken)
        => AwaitAsync(connector.DeleteActivityAsync(AddressOf(place), place.ConversationId, activityId, cancellationToken));

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
        parameters.Bot = new ChannelAccount { Id = bot.Id, Name = bot.Name };
        var (outcome, opened) = await connector.CreateConversationAsync(new ConnectorAddress(serviceUrl, person.TenantId), parameters, WhenUnsure.SendAgain, cancellationToken);
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
        await foreach (var page in connector.GetConversationPagedMembersAsync(AddressOf(place), place.WholeConversationId, RosterPage, cancellationToken))
            return string.IsNullOrEmpty(page.Value?.ContinuationToken) ? page.Value?.Members?.Count ?? 0 : RosterPage;
        return 0;
    }

    private static async Task<Sent> AwaitAsync(Task<ConnectorOutcome> sending) => Judged(await sending);

    private static Sent Judged(ConnectorOutcome outcome) => outcome.Kind switch
    {
        ConnectorOutcomeKind.Delivered or ConnectorOutcomeKind.PossiblyDelivered => new Sent.Arrived(outcome.Id ?? ""),
        ConnectorOutcomeKind.Refused when outcome.Refusal is not (ConnectorRefusal.NotAuthorised or ConnectorRefusal.HostNotAllowed) => new Sent.Never(outcome.Refusal.ToString()),
        _ => new Sent.NotNow($"{outcome.Kind} {outcome.Refusal} {outcome.Status}", outcome.RetryAfter),
    };

    private static ConnectorAddress AddressOf(Place place) => new(place.ServiceUrl, place.TenantId);

    private Activity MessageOf(Place place, CardView view) => MessageOf(place, cards.AttachmentOf(view), view.Summary.Words);

    private Activity MessageOf(Place place, Attachment attachment, string summary) => new()
    {
        Type = ActivityTypes.Message,
        ServiceUrl = place.ServiceUrl,
        ChannelId = "msteams",
        From = new ChannelAccount { Id = bot.Id, Name = bot.Name },
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
    public sealed record Arrived(string ActivityId) : Sent;

    /// <summary>It may arrive later.</summary>
    public sealed record NotNow(string Because, TimeSpan? After) : Sent;

    /// <summary>It never will: the bot was blocked or removed there, the conversation is gone, the card is too large.</summary>
    public sealed record Never(string Because) : Sent;
}
