using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Features.Polls.Sets;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>The result of a poll in pages: its questions with their groups, and then what people wrote.</summary>
internal sealed class ResultsCard(CardLibrary library, PollResults results, CountingWords counting, Sentences sentences)
{
    /// <summary>A page of the longest comments still fits what Teams carries.</summary>
    public const int CommentsOnPage = 10;

    private readonly TextFile _text = library.Text;

    /// <summary>A question, or some of its groups.</summary>
    /// <param name="turn">Who reads, and from which time zone.</param>
    /// <param name="reading">What they may see.</param>
    /// <param name="pages">The pages of it.</param>
    /// <param name="number">From 0; one that doesn't exist shows the nearest.</param>
    /// <param name="nameOf">What a group is called.</param>
    public Answer.Dialog Question(Turn turn, ResultReading reading, IReadOnlyList<ResultPage> pages, int number, Func<string, string> nameOf)
    {
        var shownPage = pages.PageOf(number, 1);
        var page = shownPage.Items[0];
        var (poll, shown) = (reading.Poll, reading.Questions[page.Question]);
        var question = poll.Questions[page.Question];
        var data = Data(turn, reading)
            .Set("parts", page.Parts.Select(part => Part(reading, question, part, nameOf, turn.TimeZone)))
            .Set("reasons", page.IsFirst ? Reasons(reading, page.Question) : Array.Empty<CardData>())
            .Set("compared", page.IsFirst ? ComparedWords.Lines(_text, reading, page.Question, turn.TimeZone).Select(Sentence) : [])
            .Set("comments", []);
        if (page.Practices.Count > 0)
            data.Set("question", _text.Format("polls.counting.practices")).Set("practices", page.Practices.Select(practice => new CardData().Set("line", counting.Line(reading.Stand!, practice, reading.SeesWhoCast(practice)))));
        if (page.IsFirst && reading.Stand is { } stand && CountingWords.Lines(stand, shown.Whole is not null, poll.EndedAt(turn.At) is not null).ToList() is { Count: > 0 } lines)
            data.Set("counting", lines.Select(line => new CardData().Set("line", sentences.InCard(line))));
        if (poll.IsSurvey)
        {
            data.Set("question", CardText.FromPerson(question.Words))
                .Set("place", _text.Format("polls.results.place", ("number", page.Question + 1), ("count", poll.Questions.Count)));
        }

        if (page.IsFirst && shown.Answered is { } answered)
            data.Set("answered", poll.IsByPractice ? CardText.FromPerson(counting.Answered(reading.Stand!, poll.EndedAt(turn.At) is not null).Words) : answered == 0 ? _text.Format("polls.answered.none") : _text.Format("polls.answered", ("count", answered)));
        if (page.IsFirst && shown.Whole is not null && SetWords.IsActedOn(_text, poll, question))
            data.Set("national", _text.Format("polls.sets.acted.national"));
        data.SetPages(shownPage);
        if (number >= shownPage.Last && reading.HasComments)
            data.Set("next", pages.Count);
        return Dialog(data);
    }

    /// <summary>What people wrote.</summary>
    /// <param name="turn">Who reads.</param>
    /// <param name="reading">What they may see.</param>
    /// <param name="comments">All of them.</param>
    /// <param name="before">How many pages stand before.</param>
    /// <param name="number">The page, counted from the first of all.</param>
    public Answer.Dialog Comments(Turn turn, ResultReading reading, IReadOnlyList<ResultComment> comments, int before, int number)
    {
        var shown = comments.PageOf(number - before, CommentsOnPage);
        var data = Data(turn, reading)
            .Set("parts", [])
            .Set("reasons", [])
            .Set("compared", [])
            .Set("comments", shown.Items.Select(Comment))
            .Set("question", _text.Format("polls.results.comments"))
            .Set("place", comments.Count == 0 ? _text.Format("polls.results.noComments") : _text.Format("polls.answers.shown", ("from", shown.From), ("to", shown.To), ("total", comments.Count)))
            .Set("previous", before + shown.Number - 1);
        if (shown.Number < shown.Last)
            data.Set("next", before + shown.Number + 1);
        return Dialog(data);
    }

    private CardData Data(Turn turn, ResultReading reading)
    {
        var (poll, title) = (reading.Poll, _text.Plain("polls.results.title"));
        return new CardData()
            .Set("poll", new CardData().SetId("id", reading.Head.PartitionKey).Set("title", CardText.FromPerson(poll.Title)))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .SetId("organisationId", poll.Organisation.Id)
            .Set("state", PollWords.State(_text, poll, turn.At, turn.TimeZone))
            .SetOutcome(_text, reading.Head.Outcome)
            .Set("mayTake", reading.IsLeader)
            .Set("hasNames", reading.First.WhoAnsweredWhat)
            .Set("hasPractices", reading.Practices.Count > 0)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
    }

    private Answer.Dialog Dialog(CardData data)
    {
        var title = _text.Plain("polls.results.title");
        return new Answer.Dialog(title, new CardView("polls/results", data, title));
    }

    private IEnumerable<CardData> Reasons(ResultReading reading, int question)
    {
        foreach (var reason in reading.Questions[question].Reasons)
            yield return Sentence(sentences.InCard(reason));
        if (reading.AwaitsGroups && reading.Questions[question].Whole is not null)
            yield return Sentence(_text.Format("polls.results.groupsLater"));
        if (reading.Poll.Questions[question].Kind is QuestionKind.Text && reading.HasComments)
            yield return Sentence(_text.Format("polls.results.words"));
    }

    private CardData Part(ResultReading reading, Question question, ResultPart part, Func<string, string> nameOf, TimeZoneInfo zone)
    {
        var scores = part.Scores;
        var tally = new Tally(scores.Counts, scores.Answered);
        var data = new CardData()
            .Set("name", part.Kind switch
            {
                PartKind.Whole => _text.Format("polls.results.whole"),
                PartKind.Others => _text.Format("polls.results.others", ("count", scores.GroupsInIt)),
                _ => CardText.FromPerson(nameOf(scores.Name)),
            })
            .Set("answered", _text.Format("polls.results.count", ("count", reading.Poll.IsByPractice ? reading.Stand!.Tally.Answered : scores.Answered)))
            .Set("choices", results.Choices(question, tally, null, zone));
        return results.ChartTitle(question, tally, zone) is { } title ? data.Set("chart", title) : data;
    }

    private static CardData Comment(ResultComment comment)
    {
        var data = new CardData().Set("words", CardText.FromPerson(comment.Words));
        return comment.By.Length == 0 ? data : data.Set("by", CardText.FromPerson(comment.By));
    }

    private static CardData Sentence(CardText words) => new CardData().Set("words", words);
}
