using System.Globalization;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Polls;

/// <summary>The result of a poll in words and bars.</summary>
internal sealed class PollResults(CardLibrary library, CountingWords counting)
{
    private static readonly string[] ConsentMeanings = ["polls.consent.agree.meaning", "polls.consent.abstain.meaning", "polls.consent.disagree.meaning", "polls.consent.block.meaning"];

    private readonly TextFile _text = library.Text;

    /// <summary>Each choice of a question, with its count and bar once somebody has answered.</summary>
    /// <param name="question">The question.</param>
    /// <param name="tally">What may be shown of its count.</param>
    /// <param name="mine">The reader's own response; null if they have none, or nobody in particular reads it.</param>
    /// <param name="zone">The reader's time zone.</param>
    /// <param name="edition">The poll's, for the buttons.</param>
    public IEnumerable<CardData> Choices(Question question, Tally tally, Response? mine, TimeZoneInfo zone, int edition = 0)
    {
        var percents = tally.Percents();
        return Enumerable.Range(0, question.Choices.Count).Select(i => Choice(question, i, tally, percents, mine, zone).SetId("id", ChoiceId.Write(i, edition)));
    }

    /// <summary>
    /// All numbers of a chart in words, which are its title: what it draws is so also read, and read aloud. Null where there
    /// is nothing to draw. A chart gets what the text bars get, and no more.
    /// </summary>
    public PlainText? ChartTitle(Question question, Tally tally, TimeZoneInfo zone)
    {
        if (tally.Answered == 0 || question.Target > 0 || question.Choices.Count == 0)
            return null;
        var percents = tally.Percents();
        return PlainText.FromPerson(string.Join("; ", Enumerable.Range(0, question.Choices.Count).Select(i => Bar(PollWords.Choice(question, i, zone), ResultOf(question, i, tally, percents)).Words)));
    }

    /// <summary>Each choice with its count, in one line; empty where nothing was counted.</summary>
    public string InOneLine(Question question, Tally tally, TimeZoneInfo zone)
    {
        if (tally.Answered == 0 || question.Choices.Count == 0)
            return "";
        if (question.Target > 0)
            return _text.Plain("polls.target.found", ("count", tally.Answered), ("target", question.Target)).Words.TrimEnd('.');
        var percents = tally.Percents();
        return string.Join("; ", Enumerable.Range(0, question.Choices.Count).Select(i => question.Kind is QuestionKind.Ranking
            ? _text.Plain("polls.board.choice", ("choice", PollWords.Choice(question, i, zone)), ("result", ResultOf(question, i, tally, percents))).Words
            : _text.Plain("polls.board.count", ("choice", PollWords.Choice(question, i, zone)), ("count", tally.Counts[i]), ("percent", percents[i])).Words));
    }

    /// <summary>The same of those choices alone that got something: for where there is little room.</summary>
    public string ChosenInOneLine(Question question, Tally tally, TimeZoneInfo zone)
    {
        if (tally.Answered == 0 || question.Target > 0 || question.Choices.Count == 0 || question.Kind is QuestionKind.Ranking)
            return InOneLine(question, tally, zone);
        var percents = tally.Percents();
        return string.Join("; ", Enumerable.Range(0, question.Choices.Count).Where(i => tally.Counts[i] > 0).Select(i => _text.Plain("polls.board.count", ("choice", PollWords.Choice(question, i, zone)), ("count", tally.Counts[i]), ("percent", percents[i])).Words));
    }

    /// <summary>The result in a sentence, as the poll counts: by people, practices or registered patients.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="stand">How its vote stands; null where people are only counted.</param>
    /// <param name="tally">What may be shown of its count.</param>
    /// <param name="hasScores">Whether scores may be shown, and not only how many answered.</param>
    /// <param name="zone">The reader's time zone.</param>
    public string Headline(Poll poll, VoteStand? stand, PollTally tally, bool hasScores, TimeZoneInfo zone)
        => counting.Headline(stand, hasScores) ?? Outcome(poll, tally, zone);

    /// <summary>The result where only the number answered is said.</summary>
    public string OnlyAnswered(PollTally tally) => _text.Plain("polls.outcome.answered", ("count", tally.Answered)).Words;

    private string Outcome(Poll poll, PollTally tally, TimeZoneInfo zone)
    {
        if (tally.Answered == 0)
            return _text.Plain("polls.outcome.none").Words;
        if (poll.Questions[0].Kind is not QuestionKind.Text && !poll.IsSurvey && tally.First.Answered == 0)
            return OnlyAnswered(tally); // the scores aren't shown
        return poll.IsSurvey ? OnlyAnswered(tally) : Outcome(poll.Questions[0], tally.First, zone);
    }

    private string Outcome(Question question, Tally tally, TimeZoneInfo zone)
    {
        if (question.Target > 0)
            return _text.Plain("polls.target.outcome", ("count", tally.Answered), ("target", question.Target)).Words;
        if (question.Kind is QuestionKind.Text)
            return _text.Plain("polls.outcome.answered", ("count", tally.Answered)).Words;
        if (question.Kind is QuestionKind.Consent && tally.Counts[Question.Block] > 0)
            return _text.Plain("polls.outcome.blocked", ("count", tally.Counts[Question.Block])).Words;

        if (question.Kind is QuestionKind.Ranking)
            return OutcomeOfRanking(question, tally);

        var leading = tally.Leading();
        var count = tally.Counts[leading[0]];
        return leading.Count == 1
            ? _text.Plain("polls.outcome.winner", ("choice", PollWords.Choice(question, leading[0], zone)), ("count", count), ("total", tally.Answered), ("percent", tally.Percents()[leading[0]])).Words
            : _text.Plain("polls.outcome.tie", ("choices", string.Join(", ", leading.Select(i => PollWords.Choice(question, i, zone)))), ("count", count), ("total", tally.Answered)).Words;
    }

    private string OutcomeOfRanking(Question question, Tally tally)
    {
        var places = Enumerable.Range(0, question.Choices.Count).Select(choice => question.MeanPlace(tally, choice)).ToList();
        var first = Enumerable.Range(0, places.Count).Where(choice => places[choice] == places.Min()).ToList();
        return _text.Plain("polls.outcome.ranked", ("choices", string.Join(", ", first.Select(i => question.Choices[i]))), ("place", Place(places[first[0]])), ("total", tally.Answered)).Words;
    }

    private CardData Choice(Question question, int index, Tally tally, IReadOnlyList<int> percents, Response? mine, TimeZoneInfo zone)
    {
        var words = PollWords.Choice(question, index, zone);
        var isMine = mine is not null && mine.PlaceOf(index) >= 0 && question.Kind is not QuestionKind.Ranking;
        var data = new CardData()
            .Set("label", CardText.FromPerson(words))
            .Set("title", PlainText.FromPerson(words))
            .Set("meaning", question.Kind is QuestionKind.Consent ? _text.Format(ConsentMeanings[index]) : CardText.FromPerson(""))
            .SetId("does", isMine && question.Target > 0 ? CastVote.TakeBack : "go")
            .Set("mine", isMine);
        if (question.Target > 0)
            return data.Set("result", CardText.FromPerson("")).Set("bar", PlainText.FromPerson("")).Set("press", _text.Plain(isMine ? "polls.target.back" : "polls.target.press"));
        if (tally.Answered == 0)
            return data.Set("result", CardText.FromPerson("")).Set("bar", PlainText.FromPerson("")).Set("press", _text.Plain("polls.choice.press.first", ("choice", words)));

        var result = ResultOf(question, index, tally, percents);
        var length = question.Kind is QuestionKind.Ranking ? PercentOfFirst(question, tally, index) : percents[index];
        return data
            .Set("result", CardText.FromPerson(result))
            .Set("bar", TextBar.Of(length))
            .Set("length", length)
            .Set("drawn", isMine ? _text.Plain("polls.chart.mine", ("choice", words), ("result", result)) : Bar(words, result))
            .Set("press", _text.Plain(isMine ? "polls.choice.mine" : "polls.choice.press", ("choice", words), ("result", result)));
    }

    private string ResultOf(Question question, int index, Tally tally, IReadOnlyList<int> percents) => question.Kind is QuestionKind.Ranking
        ? _text.Plain("polls.ranking.result", ("place", Place(question.MeanPlace(tally, index)))).Words
        : _text.Plain("polls.choice.result", ("count", tally.Counts[index]), ("percent", percents[index])).Words;

    private PlainText Bar(string choice, string result) => _text.Plain("polls.chart.bar", ("choice", choice), ("result", result));

    /// <summary>How near to the first place: 100 where everybody put it first, 0 where everybody put it last.</summary>
    private static int PercentOfFirst(Question question, Tally tally, int choice)
        => (int)Math.Round(100 * (question.Choices.Count - question.MeanPlace(tally, choice)) / (question.Choices.Count - 1), MidpointRounding.AwayFromZero);

    private static string Place(double place) => place.ToString("F1", CultureInfo.InvariantCulture);
}
