using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// Words that a member types after a poll go with their answer to it, if they say so. Who has not answered yet does so
/// with the next press, or in the poll's dialog, and the words go with it: until then the card carries them.
/// </summary>
/// <remarks>
/// The poll is the one that the member answered or got last, within a day: found by one read of their asks, one of the open
/// polls of each of their organisations, and one for each of those. A vote writes nothing more for it.
/// </remarks>
internal sealed class AddWords(PollShelf shelf, ITeams teams, OpenPolls open, AskShelf asks, VoteBox box, SheetCards sheets, CardLibrary library) : IWordsTaker
{
    private const int LookedAtMax = 60;
    private const int OrganisationsMax = 5;
    private const int QuestionCharactersMax = 120;

    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    private readonly TextFile _text = library.Text;

    public string Kind => "polls";

    public async Task<WordsOffer?> OfferAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await FindLatestAsync(turn, cancellationToken) is not var (head, hasAnswered) || !head.Poll.IsOpenAt(turn.At) || await teams.WhyNotAnsweredAsync(head, turn, cancellationToken) is not null || VoterRule.CountsFor(head, turn.Actor).IsRefused(out _, out _))
            return null;
        var question = TurnData.Clip(head.Poll.Title, QuestionCharactersMax);
        if (head.Poll.Privacy.Voice is Voice.Anonymous)
            return new WordsOffer(_text.Format("polls.words.anonymous", ("question", question)));
        if (AddedWords.Check(head.Poll, turn.At) is not null)
            return new WordsOffer(_text.Format("polls.words.none", ("question", question)));
        if (turn.Words.Length > PollLimits.ReasonCharactersMax)
            return new WordsOffer(_text.Format("polls.words.long", ("question", question), ("length", turn.Words.Length), ("max", PollLimits.ReasonCharactersMax)));
        var about = _text.Format(hasAnswered ? "polls.words.about" : "polls.words.about.new", ("question", question), ("voice", WhoReads(head.Poll)));
        var title = _text.Plain(hasAnswered ? "polls.words.add" : "polls.words.add.new");
        return new WordsOffer(about) { Button = new WordsButton(title, head.Poll.Organisation.Id, head.PartitionKey, OpensDialog: !hasAnswered && !head.Poll.IsOnePress) };
    }

    public async Task<Answer> TakeAsync(Turn turn, string thing, string words, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(thing, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (await teams.WhyNotAnsweredAsync(head, turn, cancellationToken) is { } outside)
            return new Answer.Unusable(outside);
        if ((head.Poll.WhyNotYet(turn.At, turn.TimeZone) ?? AddedWords.Check(head.Poll, turn.At)) is { } refusal)
            return new Answer.Unusable(refusal);
        if (await shelf.FindAnswerAsync(head.PartitionKey, turn.Actor.Id, cancellationToken) is { Answer.Sheet: not null })
            return await AddAsync(turn, head.PartitionKey, words, (_, before) => before, edition: null, cancellationToken);
        return head.Poll.IsOnePress
            ? new Answer.Card(Choose(turn, head.Poll, words))
            : sheets.Page(turn, head, WithWords(head.Poll, words), problem: null);
    }

    /// <summary>Takes the answer with the words in one commit.</summary>
    /// <param name="turn">Whose.</param>
    /// <param name="key">The poll.</param>
    /// <param name="words">The words.</param>
    /// <param name="read">To which answer they go; null where it is none.</param>
    /// <param name="edition">To which edition of the poll; null where it is an answer given before.</param>
    /// <param name="cancellationToken">Whoever waits for it.</param>
    public async Task<Answer> AddAsync(Turn turn, string key, string words, Func<Poll, AnswerSheet?, AnswerSheet?> read, int? edition, CancellationToken cancellationToken)
    {
        var voted = await box.TakeAsync(key, new Vote(turn, (poll, before) => Read(poll, before)) { Edition = edition }, cancellationToken);
        if (voted is { Refused: null, Head: { } head, Sheet: { } sheet })
            return new Answer.Card(Added(turn, head.Poll, sheet, words));
        var refused = voted.Refused ?? new Refusal("polls.refused.choice");
        return refused.TextKey is PollRefusals.Closed ? new Answer.Unusable(new Refusal("polls.refused.wordsClosed")) : new Answer.Refused(refused);

        Ruling<ReadSheet> Read(Poll poll, AnswerSheet? before)
        {
            if (AddedWords.Check(poll, turn.At) is { } refusal)
                return refusal;
            return read(poll, before) is { } sheet ? new ReadSheet(AddedWords.To(sheet, words)) : new Refusal("polls.refused.choice");
        }
    }

    private static SheetForm WithWords(Poll poll, string words)
    {
        var form = SheetForm.Begin(poll, null);
        return form with { Sheet = AddedWords.To(form.Sheet, words) };
    }

    /// <summary>The poll that the person answered, or got, last within a day; null if there is none.</summary>
    private async Task<(PollHead Head, bool HasAnswered)?> FindLatestAsync(Turn turn, CancellationToken cancellationToken)
    {
        var since = turn.At - Lately;
        var got = (await asks.ReadAsync(turn.Actor.MemberId, cancellationToken)).All.Where(ask => ask.SentAt > since).ToList();
        (string Key, bool HasAnswered, DateTimeOffset At)? latest = null;
        foreach (var organisation in turn.Actor.Hats.Select(hat => hat.Organisation.Id).Prepend(turn.Actor.Organisation.Id).Distinct().Take(OrganisationsMax))
        {
            var keys = await open.ListAsync(organisation, LookedAtMax, cancellationToken);
            var answers = await Task.WhenAll(keys.Select(key => shelf.FindAnswerAsync(key, turn.Actor.Id, cancellationToken)));
            foreach (var (key, answer) in keys.Zip(answers))
            {
                var hasAnswered = answer is { Answer.Sheet: not null };
                var at = hasAnswered ? answer!.Value.Answer.AnsweredAt : GotAt(key, got);
                if (at > since && !(at <= latest?.At))
                    latest = (key, hasAnswered, at.Value);
            }
        }

        return latest is { } found && await shelf.FindAsync(found.Key, cancellationToken) is { } head ? (head, found.HasAnswered) : null;
    }

    /// <summary>When the person last got the poll's card, a reminder of it, or had it brought from a list; null if not lately.</summary>
    private static DateTimeOffset? GotAt(string key, List<AskRow> got)
    {
        string[] sendings = [SendPoll.SendingOf(key), .. Enumerable.Range(1, PollReminders.RemindersMax).Select(number => RemindPoll.SendingOf(key, number))];
        return got.Where(ask => sendings.Contains(ask.Order.Key) || ask.Order.Key.EndsWith("." + key, StringComparison.Ordinal)).Max(ask => ask.SentAt);
    }

    private CardView Choose(Turn turn, Poll poll, string words)
    {
        var question = poll.Questions[0];
        var title = _text.Plain("polls.words.choose", ("question", TurnData.Clip(poll.Title, QuestionCharactersMax)));
        var data = new CardData()
            .Set("kind", PollWords.Kind(_text, poll))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .SetId("organisationId", poll.Organisation.Id)
            .Set("state", PollWords.State(_text, poll, turn.At, turn.TimeZone))
            .Set("poll", new CardData().SetId("id", PollRows.PartitionOf(poll)).Set("question", CardText.FromPerson(poll.Title)))
            .Set("voice", CardText.FromPerson(WhoReads(poll)))
            .Set("said", _text.Format("polls.words.said", ("words", words)))
            .Set("words", PlainText.FromPerson(words))
            .Set("choices", Enumerable.Range(0, question.Choices.Count).Select(choice => new CardData()
                .SetId("id", ChoiceId.Write(choice, poll.Edition))
                .Set("label", CardText.FromPerson(PollWords.Choice(question, choice, turn.TimeZone)))
                .Set("press", _text.Plain("polls.choice.press.first", ("choice", PollWords.Choice(question, choice, turn.TimeZone))))))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new CardView("polls/words", data, title);
    }

    private CardView Added(Turn turn, Poll poll, AnswerSheet sheet, string words)
    {
        var title = _text.Plain("polls.words.added", ("question", TurnData.Clip(poll.Title, QuestionCharactersMax)));
        return NoticeCard.Of(_text, title, null,
        [
            _text.Format("polls.words.answer", ("answer", PollWords.Said(_text, poll, sheet, turn.TimeZone))),
            _text.Format("polls.words.said", ("words", words)),
            CardText.FromPerson(WhoReads(poll)),
        ]);
    }

    /// <summary>Who reads added words: as the poll's voice promises.</summary>
    private string WhoReads(Poll poll) => poll.Privacy.Voice is Voice.Confidential
        ? _text.Plain("polls.words.confidential", ("name", poll.AskedByName), ("min", DisclosureLimits.CommentsFrom)).Words
        : _text.Plain("polls.words.named", ("name", poll.AskedByName)).Words;
}

/// <summary>A member chooses their answer, and words that they typed before go with it.</summary>
internal sealed class AnswerWithWords(AddWords adding) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => turn.Data.TryText("poll", out var key) && ChoiceId.TryRead(turn.Data, out var choice) && turn.Data.TryText("words", out var words)
            ? await adding.AddAsync(turn, key, words, (poll, before) => Read(poll, before, choice.Number), choice.Edition, cancellationToken)
            : new Answer.Unusable(new Refusal("polls.refused.choice"));

    private static AnswerSheet? Read(Poll poll, AnswerSheet? before, int choice)
        => poll.IsOnePress && choice >= 0 && choice < poll.Questions[0].Choices.Count ? AnswerSheet.Of(choice) with { Reason = before?.Reason ?? "" } : null;
}
