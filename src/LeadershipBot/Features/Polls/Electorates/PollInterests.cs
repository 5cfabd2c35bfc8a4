using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>Whether somebody has an interest in the matter of a poll: as they declared it before, there or where the matter stands, or say when they answer.</summary>
internal sealed class PollInterests(IDeclaredInterests declared, References references, PollShelf shelf, IRecordStore store, CardLibrary library)
{
    /// <summary>The name of the input, and of what a button holds.</summary>
    public const string Input = "interest";

    public const string Yes = "yes";

    public const string No = "no";

    private readonly TextFile _text = library.Text;

    /// <summary>What somebody says with their answer; null if nothing.</summary>
    public static bool? Said(TurnData data) => data.Text(Input) switch
    {
        Yes => true,
        No => false,
        _ => null,
    };

    /// <summary>What is known of the voter before they say anything. No read where no interest matters.</summary>
    public async Task<KnownInterest> OfAsync(PollHead head, Turn turn, CancellationToken cancellationToken)
    {
        var poll = head.Poll;
        if (!poll.Rules.HasMatter)
            return KnownInterest.None;
        var hasDeclared = await declared.HasAsync(poll.Organisation.Id, turn.Actor.MemberId, poll.Rules.Matter, turn.Today, cancellationToken)
            || (poll.About is { } about && await references.HasInterestAsync(about.Key, poll.Organisation.Id, turn.Actor.MemberId, cancellationToken));
        return new KnownInterest(hasDeclared, await shelf.IsOffRollAsync(head, turn.Actor.Id, cancellationToken));
    }

    /// <summary>Keeps that the person isn't asked. Safe to repeat.</summary>
    public Task LeaveOffAsync(string key, string memberId, CancellationToken cancellationToken)
        => store.CommitAsync(PollRows.Table, key, [new Change.Upsert(InterestRows.Of(key, memberId))], cancellationToken);

    /// <summary>Forgets that the person isn't asked. Safe to repeat.</summary>
    public Task ComeBackAsync(string key, string memberId, CancellationToken cancellationToken)
        => store.CommitAsync(PollRows.Table, key, [new Change.Delete(InterestRows.KeyOf(memberId), null)], cancellationToken);

    /// <summary>Asks, once, before the first answer counts.</summary>
    /// <param name="turn">Who answers.</param>
    /// <param name="head">The poll.</param>
    /// <param name="choice">What they pressed.</param>
    public CardView Ask(Turn turn, PollHead head, int choice)
    {
        var poll = head.Poll;
        var title = _text.Plain("polls.counting.ask", ("matter", poll.Rules.Matter));
        var data = new CardData()
            .Set("poll", new CardData().SetId("id", head.PartitionKey).Set("question", CardText.FromPerson(poll.Title)))
            .Set("kind", PollWords.Kind(_text, poll))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .Set("state", PollWords.State(_text, poll, turn.At, turn.TimeZone))
            .SetId("choice", ChoiceId.Write(choice, poll.Edition))
            .Set("answer", _text.Format("polls.counting.ask.answer", ("choice", PollWords.Choice(poll.Questions[0], choice, turn.TimeZone))))
            .Set("title", _text.Format("polls.counting.ask", ("matter", poll.Rules.Matter)))
            .Set("why", _text.Format(poll.HidesWho ? "polls.counting.ask.offRoll" : "polls.counting.ask.apart"))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new CardView("polls/interest", data, title);
    }
}

/// <summary>What is known of a voter's interest.</summary>
/// <param name="HasDeclared">Whether it stands on the register.</param>
/// <param name="IsOffRoll">Whether they said so at this poll, which isn't named.</param>
internal sealed record KnownInterest(bool HasDeclared, bool IsOffRoll)
{
    public static KnownInterest None { get; } = new(false, false);
}
