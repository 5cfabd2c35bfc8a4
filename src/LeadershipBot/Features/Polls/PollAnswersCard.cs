using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>Who answered what, in pages that fit a card.</summary>
internal sealed class PollAnswersCard(CardLibrary library)
{
    public const int PageSize = 25;

    /// <summary>So much of each reason is shown: a page of the longest still fits what Teams carries.</summary>
    private const int ReasonCharactersShown = 200;

    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who looks, and from which time zone.</param>
    /// <param name="head">The poll.</param>
    /// <param name="answers">All answers.</param>
    /// <param name="page">From 0; one that doesn't exist shows the nearest.</param>
    public Answer.Dialog Page(Turn turn, PollHead head, IReadOnlyList<PollAnswer> answers, int page)
    {
        var poll = head.Poll;
        var inOrder = answers.OrderBy(a => a.Sheet?.Choice ?? 0).ThenBy(a => a.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var shown = inOrder.PageOf(page, PageSize);
        var title = _text.Plain("polls.answers.kind");
        var data = new CardData()
            .Set("poll", new CardData().SetId("id", head.PartitionKey).Set("question", CardText.FromPerson(poll.Title)))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .Set("state", PollWords.State(_text, poll, turn.At, turn.TimeZone))
            .Set("shown", _text.Format("polls.answers.shown", ("from", shown.From), ("to", shown.To), ("total", inOrder.Count)))
            .Set("groups", shown.Items.GroupBy(a => a.Sheet?.Choice).Select(group => Group(poll, head.Tally, group, turn.TimeZone)))
            .Set("summary", title)
            .Set("spoken", _text.Spoken("polls.answers.kind"));
        data.SetPages(shown);
        return new Answer.Dialog(title, new CardView("polls/answers", data, title));
    }

    private CardData Group(Poll poll, PollTally tally, IGrouping<int?, PollAnswer> group, TimeZoneInfo zone)
    {
        var people = group.Select(a => WithReason(new CardData().Set("line", Marked(a, group.Key is null ? WithAnswer(poll, a, zone) : Line(a))), a));
        return group.Key is { } choice
            ? new CardData()
                .Set("label", CardText.FromPerson(PollWords.Choice(poll.Questions[0], choice, zone)))
                .Set("result", _text.Format("polls.choice.result", ("count", tally.First.Counts[choice]), ("percent", tally.First.Percents()[choice])))
                .Set("people", people)
            : new CardData()
                .Set("label", _text.Format("polls.answers.all"))
                .Set("result", CardText.FromPerson(""))
                .Set("people", people);
    }

    /// <summary>That it isn't among the counts beside it.</summary>
    private CardText Marked(PollAnswer answer, CardText line) => answer.IsApart ? CardText.Join(" · ", [line, _text.Format("polls.answers.apart")]) : line;

    private CardData WithReason(CardData line, PollAnswer answer)
        => answer.Sheet is { Reason.Length: > 0 } sheet
            ? line.Set("reason", _text.Format("polls.answers.reason", ("reason", TurnData.Clip(sheet.Reason, ReasonCharactersShown))))
            : line;

    private CardText WithAnswer(Poll poll, PollAnswer answer, TimeZoneInfo zone)
        => _text.Format("polls.answers.said", ("name", answer.Name.Length == 0 ? _text.Plain("polls.answers.formerMember").Words : answer.Name), ("said", PollWords.Said(_text, poll, answer.Sheet, zone)));

    private CardText Line(PollAnswer answer) => answer.Name.Length == 0 ? _text.Format("polls.answers.formerMember") : Named(answer);

    private CardText Named(PollAnswer answer) => answer.Practice?.Name is { Length: > 0 } practice
        ? _text.Format("polls.answers.person", ("name", answer.Name), ("practice", practice))
        : CardText.FromPerson(answer.Name);
}
