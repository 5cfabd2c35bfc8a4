using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>How a vote is counted and how it stands, in words, for cards and files alike.</summary>
internal sealed class CountingWords(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <summary>What the rules are, before anybody answers: whose votes count, and what carries it.</summary>
    public static IEnumerable<Statement> Rules(AskPrivacy privacy, VoteRules rules, IReadOnlyList<Question> questions)
    {
        if (privacy.Electorate.CountedBy is not CountedBy.People)
            yield return new Statement(privacy.Electorate.CastBy is CastBy.Lead ? "polls.counting.casts.lead" : "polls.counting.casts.majority");
        if (privacy.Electorate.CountedBy is CountedBy.ListSizes)
            yield return new Statement("privacy.more.listSizes");
        if (rules.Quorum != Quorum.None)
            yield return QuorumOf(privacy.Electorate.CountedBy, rules.Quorum);
        if (rules.Required is { } required)
            yield return new Statement("polls.counting.rule.share", ("choice", questions[0].Choices[rules.InFavour]), ("share", Share(required)));
        if (rules.HasMatter)
            yield return new Statement(privacy.Voice is Voice.Named ? "polls.counting.matter.apart" : "polls.counting.matter.offRoll", ("matter", rules.Matter));
    }

    /// <summary>The rules as a card says them: to a reader of their own, not by whom practices' votes are cast in general.</summary>
    public static IEnumerable<Statement> RulesOnCard(PollHead head, PollStanding mine, Actor? actor)
        => Rules(head.Poll.Privacy, head.Poll.Rules, head.Poll.Questions).Where(rule => !IsOwn(mine, actor) || !rule.TextKey.StartsWith("polls.counting.casts.", StringComparison.Ordinal));

    /// <summary>What a reader must know before pressing: who casts their practice's vote, and whether an interest sets them apart.</summary>
    /// <param name="head">The poll.</param>
    /// <param name="mine">How the reader stands; nobody in particular on a card that all see.</param>
    /// <param name="actor">The reader, where they act now.</param>
    public static IEnumerable<Statement> Notes(PollHead head, PollStanding mine, Actor? actor)
    {
        var poll = head.Poll;
        if (IsOwn(mine, actor) && poll.IsByPractice)
        {
            if (CountsFor(head, mine, actor).IsRefused(out var refusal, out var counts))
            {
                yield return (actor is not null ? VoterRule.WhoCasts(head, actor) : VoterRule.WhoCasts(head, mine.Person)) ?? new Statement(refusal.TextKey);
                yield return new Statement(refusal.TextKey + ".next");
            }
            else
            {
                yield return new Statement(poll.Privacy.Electorate.CastBy is CastBy.Lead ? "polls.counting.casts.you" : "polls.counting.casts.yours", ("practices", NamesOf(head, counts)));
            }
        }

        if (mine.IsOffRoll)
            yield return Conflicted.In(poll.Privacy.Voice).Why;
        else if (mine is { IsApart: true, HasAnswered: true })
            yield return Conflicted.In(Voice.Named).Why;
    }

    /// <summary>Whether the reader is asked at all: their press would count.</summary>
    public static bool MayAnswer(PollHead head, PollStanding mine, Actor? actor)
        => !mine.IsOffRoll && (!head.Poll.IsByPractice || !IsOwn(mine, actor) || !CountsFor(head, mine, actor).IsRefused(out _, out _));

    /// <summary>How many have answered, where practices vote.</summary>
    public PlainText Answered(VoteStand stand, bool hasEnded)
        => _text.Plain(hasEnded ? "polls.counting.answered.closed" : "polls.counting.answered", ("count", stand.OnRoll ?? 0), ("answered", stand.Tally.Answered));

    /// <summary>All that is to be said of the count beside its numbers, by which anybody can check it.</summary>
    /// <param name="stand">How it stands.</param>
    /// <param name="hasScores">Whether the reader sees scores; else only how many answered.</param>
    /// <param name="hasEnded">Whether it has ended.</param>
    public static IEnumerable<Statement> Lines(VoteStand stand, bool hasScores, bool hasEnded)
    {
        if (stand.Needed is { } needed)
            yield return new Statement(hasEnded ? (stand.IsQuorate ? "polls.counting.quorate" : "polls.counting.notQuorate") : (stand.IsQuorate ? "polls.counting.quorum.reached" : "polls.counting.quorum.open"), ("answered", stand.Tally.Answered), ("needed", needed), ("roll", stand.OnRoll is { } onRoll ? new Statement("polls.counting.ofRoll", ("total", onRoll)) : new Statement("polls.counting.ofNone")));
        if (hasScores && hasEnded && stand.Outcome is { } outcome)
            yield return Carried(stand, outcome);
        if (hasScores && stand.Level > 0)
            yield return new Statement("polls.counting.level", ("count", stand.Level));
        if (hasScores && stand.Unweighed > 0)
            yield return new Statement("polls.counting.unweighed", ("count", stand.Unweighed));
        if (hasScores && stand.Apart.Answered > 0)
            yield return new Statement("polls.counting.apart", ("count", stand.Apart.Answered), ("votes", Votes(stand.Poll.Questions, stand.Apart)));
        if (stand.OffRoll > 0)
            yield return new Statement(stand.Poll.IsByPractice ? "polls.counting.offRoll.practices" : "polls.counting.offRoll", ("count", stand.OffRoll));
    }

    /// <summary>The result in a sentence; null where it is the usual one.</summary>
    public string? Headline(VoteStand? stand, bool hasScores)
    {
        if (stand is null || !hasScores || stand.Tally.Answered == 0)
            return null;
        if (stand.Outcome is { } outcome)
            return _text.Plain((outcome.IsCarried, outcome.IsQuorate, outcome.IsBlocked) switch
            {
                (true, _, _) => "polls.counting.headline.carried",
                (_, false, _) => "polls.counting.headline.notQuorate",
                (_, _, true) => "polls.counting.headline.blocked",
                _ => "polls.counting.headline.lost",
            }).Words;
        if (!stand.Poll.IsByPractice)
            return null;
        var leading = stand.Tally.First.Leading();
        if (leading.Count == 0)
            return _text.Plain("polls.counting.headline.none").Words;
        var choices = string.Join(", ", leading.Select(choice => stand.Poll.Questions[0].Choices[choice]));
        if (leading.Count > 1)
            return _text.Plain("polls.counting.headline.tie", ("choice", choices), ("count", stand.Tally.First.Counts[leading[0]]), ("total", stand.Tally.First.Answered)).Words;
        var isWeighed = stand.Poll.Privacy.Electorate.CountedBy is CountedBy.ListSizes;
        return _text.Plain(isWeighed ? "polls.counting.headline.weighed" : "polls.counting.headline.first", ("choice", choices), ("count", stand.Tally.First.Counts[leading[0]]), ("total", stand.Tally.First.Answered), ("percent", stand.Tally.First.Percents()[leading[0]])).Words;
    }

    /// <summary>What a practice chose, in a word or two.</summary>
    public string Vote(VoteStand stand, PracticeStand practice)
    {
        if (!practice.Votes.HasAnswered)
            return _text.Plain(practice.Practice.IsOffRoll ? "polls.counting.practice.off" : "polls.counting.practice.none").Words;
        return practice.Votes.Choice is { } choice ? stand.Poll.Questions[0].Choices[choice] : _text.Plain("polls.counting.practice.level").Words;
    }

    /// <summary>A practice's vote in a line, with who cast it where the reader may know.</summary>
    public CardText Line(VoteStand stand, PracticeStand practice, bool hasNames)
    {
        var vote = Vote(stand, practice);
        var weight = stand.Poll.Privacy.Electorate.CountedBy is not CountedBy.ListSizes ? "" : practice.Practice.ListSize is { } patients ? _text.Plain("polls.counting.practice.patients", ("count", patients)).Words : _text.Plain("polls.counting.practice.unweighed").Words;
        var line = _text.Plain("polls.counting.practice", ("practice", practice.Practice.Name), ("vote", vote)).Words + weight;
        if (stand.Poll.Privacy.Electorate.CastBy is CastBy.Majority && practice.Votes.HasAnswered)
            line += _text.Plain("polls.counting.practice.votes", ("votes", Votes(stand.Poll.Questions, practice.Votes.Votes))).Words;
        return hasNames && practice.By.Count > 0
            ? _text.Format("polls.counting.practice.by", ("line", line), ("names", Names(practice.By)))
            : CardText.FromPerson(line);
    }

    /// <summary>The names of those who cast a vote.</summary>
    public string Names(IEnumerable<PollAnswer> answers)
        => string.Join(", ", answers.Select(answer => answer.Name.Length > 0 ? answer.Name : _text.Plain("polls.answers.formerMember").Words));

    /// <summary>Counts of choices in a line: Yes 2, No 1.</summary>
    public static string Votes(IReadOnlyList<Question> questions, IReadOnlyList<int> counts)
        => string.Join(", ", Enumerable.Range(0, counts.Count).Where(choice => counts[choice] > 0).Select(choice => $"{questions[0].Choices[choice]} {counts[choice].ToString(System.Globalization.CultureInfo.InvariantCulture)}"));

    /// <summary>A statement in a file.</summary>
    public string Plain(Statement statement) => sentences.Plain(statement).Words;

    /// <summary>What part is needed, as in "more than half".</summary>
    public static Statement Share(RequiredShare share)
    {
        if (share == RequiredShare.MoreThanHalf)
            return new Statement("polls.counting.share.half");
        return share == RequiredShare.TwoThirds ? new Statement("polls.counting.share.twoThirds") : new Statement("polls.counting.share.perCent", ("percent", share.Parts));
    }

    private static bool IsOwn(PollStanding mine, Actor? actor) => actor is not null || mine.Person.Length > 0;

    private static Ruling<PracticeCodes> CountsFor(PollHead head, PollStanding mine, Actor? actor)
        => actor is not null ? VoterRule.CountsFor(head, actor) : VoterRule.CountsFor(head, mine.Person);

    private static Statement Carried(VoteStand stand, Outcome outcome)
    {
        var isWeighed = stand.Poll.Privacy.Electorate.CountedBy is CountedBy.ListSizes;
        return new Statement(
            isWeighed ? "polls.counting.cast.weighed" : "polls.counting.cast",
            ("choice", stand.Poll.Questions[0].Choices[stand.Poll.Rules.InFavour]),
            ("inFavour", outcome.InFavour),
            ("cast", outcome.Cast),
            ("share", Share(stand.Poll.Rules.Required!)));
    }

    private static Statement QuorumOf(CountedBy countedBy, Quorum quorum) => (countedBy, quorum.IsPerCent) switch
    {
        (CountedBy.People, false) => new Statement("polls.counting.rule.quorum.people", ("count", quorum.Value)),
        (CountedBy.People, true) => new Statement("polls.counting.rule.quorum.peoplePerCent", ("percent", quorum.Value)),
        (_, false) => new Statement("polls.counting.rule.quorum.practices", ("count", quorum.Value)),
        _ => new Statement("polls.counting.rule.quorum.practicesPerCent", ("percent", quorum.Value)),
    };

    private static string Votes(IReadOnlyList<Question> questions, PollTally tally)
        => questions is [{ IsOnePress: true }] ? Votes(questions, tally.First.Counts) : tally.Answered.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string NamesOf(PollHead head, PracticeCodes codes)
        => string.Join(", ", codes.All.Select(code => head.Votes?.Roll?.NameOf(code) ?? code));
}
