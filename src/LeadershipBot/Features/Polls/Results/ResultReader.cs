using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>Reads what somebody may see of a poll's result: for the dialog and the files alike.</summary>
internal sealed class ResultReader(PollShelf shelf, AnonymousBoxes boxes, IAudience audience, ITeams teams, CardLibrary library, TimeProvider time)
{
    private readonly TextFile _text = library.Text;

    /// <summary>The result for this reader, at the cost of two short reads however many have answered.</summary>
    /// <param name="key">The poll's key, from outside.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="place">From where they read; null for leaders, who may from anywhere.</param>
    /// <param name="cancellationToken">The reader's.</param>
    public async Task<Ruling<ResultReading>> ReadAsync(string key, Actor actor, Place? place, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return new Refusal("polls.refused.unknown");
        var reader = PollDisclosure.ReaderOf(head.Poll, actor);
        if (reader is not Reader.Leader && head.Poll.WhyNotAnsweredBy(actor, place is not null && head.WasPostedIn(place), await teams.AmongAsync(head.Poll, actor.MemberId, cancellationToken)) is { } outside)
            return outside;
        if (head.Poll.IsScheduled)
            return new Refusal(reader is Reader.Leader ? "polls.schedule.refused.noResult" : "polls.refused.unknown");
        if (head.Poll.Withdrawal is not null)
            return new Refusal("polls.manage.refused.withdrawn");
        var (stand, isFromAnswers) = (VoteStand.Of(head, head.Tally), head.Poll.IsCountedFromAnswers && !head.Poll.HidesWho);
        var counted = head.IsPublished && !isFromAnswers ? await shelf.FindResultsAsync(head, cancellationToken) : null;
        if (counted is null && head.IsPublished && IsCountedByGroup(head.Poll) && head.Tally.Answered > 0)
            return new Refusal("polls.results.refused.counting");
        var questions = Enumerable.Range(0, head.Poll.Questions.Count).Select(q => counted is null
            ? PollDisclosure.Of(head, stand?.Tally ?? head.Tally, q, reader)
            : PollDisclosure.Of(head, counted, q, reader));
        return new ResultReading(head, [.. questions], counted is not null, reader is Reader.Leader) { Stand = stand, CastFor = VoterRule.PracticesOf(head, actor), Before = RunBefore.For(head, actor, place, time.GetUtcNow()) };
    }

    /// <summary>
    /// What people wrote, where that may be read. Of a named poll with names; of any other without, and in an order that
    /// comes from the words alone, so that neither names nor times nor other answers can be told from it.
    /// </summary>
    public async Task<IReadOnlyList<ResultComment>> ReadCommentsAsync(ResultReading reading, CancellationToken cancellationToken)
    {
        if (!reading.HasComments)
            return [];
        if (reading.Head.Box is { } box)
            return [.. (await boxes.ReadAsync(box, cancellationToken)).Comments.Select(words => new ResultComment("", words))];
        var answers = await shelf.ListAnswersAsync(reading.Head.PartitionKey, cancellationToken);
        if (!reading.First.WhoAnsweredWhat)
            return [.. answers.SelectMany(answer => WordsOf(reading.Poll, answer.Sheet!)).OrderBy(words => Keys.Hash(reading.Head.PartitionKey, words), StringComparer.Ordinal).Select(words => new ResultComment("", words))];
        return [.. answers.OrderBy(answer => answer.Name, StringComparer.OrdinalIgnoreCase).SelectMany(answer => WordsOf(reading.Poll, answer.Sheet!).Select(words => new ResultComment(NameOf(answer), words)))];
    }

    /// <summary>Every answer with its name, where the rule lets the reader see that.</summary>
    public async Task<Ruling<List<PollAnswer>>> ReadAnswersAsync(ResultReading reading, CancellationToken cancellationToken)
        => reading.First.WhoAnsweredWhat
            ? await shelf.ListAnswersAsync(reading.Head.PartitionKey, cancellationToken)
            : new Refusal("polls.refused.answersHidden");

    /// <summary>What the groups of a poll's breakdown are called.</summary>
    public async Task<Func<string, string>> NamesOfGroupsAsync(Poll poll, CancellationToken cancellationToken)
    {
        if (poll.Privacy.Breakdown is Breakdown.Leadership)
            return group => _text.Plain(group == Leadership.Leaders ? "polls.results.group.leaders" : "polls.results.group.grassroots").Words;
        if (poll.Privacy.Breakdown is not Breakdown.Locality)
            return group => Enum.TryParse<Profession>(group, out var profession) ? VocabularyWords.Capital(_text.NameOf(profession).Words) : _text.Plain("polls.results.group.notKnown").Words;
        var localities = await audience.NameLocalitiesAsync(poll.Organisation.Id, cancellationToken);
        return group => group.Length == 0 ? _text.Plain("polls.results.group.noLocality").Words : localities.GetValueOrDefault(group, group);
    }

    /// <summary>The name under which somebody answered; who has left and was forgotten has none.</summary>
    public string NameOf(PollAnswer answer) => answer.Name.Length > 0 ? answer.Name : _text.Plain("polls.answers.formerMember").Words;

    /// <summary>What is counted by <see cref="PollCount"/> before anything is shown.</summary>
    private static bool IsCountedByGroup(Poll poll) => poll.HidesWho || poll.Privacy.Breakdown is not (Breakdown.None or Breakdown.Conflicted);

    /// <summary>Each text by itself, of a survey with the number of its question.</summary>
    private static IEnumerable<string> WordsOf(Poll poll, AnswerSheet sheet)
    {
        for (var q = 0; q < sheet.Responses.Count; q++)
        {
            if (sheet.Responses[q].Text is { Length: > 0 } words)
                yield return poll.IsSurvey ? string.Create(CultureInfo.InvariantCulture, $"{q + 1}. {words}") : words;
        }

        if (sheet.Reason.Length > 0)
            yield return sheet.Reason;
    }
}
