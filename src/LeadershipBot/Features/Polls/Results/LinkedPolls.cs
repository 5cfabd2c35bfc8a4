using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Managing;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>
/// Polls to which something else of their organisation refers, as a decision does: the published result and how many
/// answered, by locality where the poll has that breakdown, as <see cref="DisclosureRule"/> lets their reader see them. What
/// everybody in the organisation reads tells nothing of a poll that went to some only; what one person reads follows what they are to the poll.
/// </summary>
internal sealed class LinkedPolls(PollShelf shelf, ResultReader names, ITeams teams, PollResults results, CountingWords counting, InterestKnownLater interests, FollowBeginning beginnings, IAudience audience, IRecordStore store, TimeProvider time, Sentences sentences) : ILinkable, IReferring
{
    private const int LookedAtMax = 40;
    private const int GroupsMax = 6;
    private const int ReasonsMax = 2;
    private const int QuestionsMax = 3;

    public string Kind => "polls";

    public async Task<IReadOnlyList<LinkableThing>> ListNewestAsync(string organisationId, int max, CancellationToken cancellationToken)
    {
        var keys = await store.ListPollKeysAsync(organisationId, LookedAtMax, cancellationToken);
        var found = new List<LinkableThing>();
        foreach (var some in keys.Chunk(max))
        {
            var heads = await Task.WhenAll(some.Select(key => shelf.FindAsync(key, cancellationToken)));
            found.AddRange(heads.Where(head => head is { IsPublished: true, Poll.Withdrawal: null }).Select(head => new LinkableThing(head!.PartitionKey, head.Poll.Title)));
            if (found.Count >= max)
                break;
        }

        return [.. found.Take(max)];
    }

    public async Task<LinkedSummary?> FindAsync(string key, string organisationId, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { IsPublished: true, Poll.Withdrawal: null } head || head.Poll.Organisation.Id != organisationId)
            return null;
        return await SumUpAsync(head, head.Poll is { IsForEverybody: true, Audience.IsChosen: false } ? Reader.Asked : Reader.Outsider, ListedOf(organisationId, cancellationToken), withQuestions: false, cancellationToken);
    }

    public async Task<IReadOnlyList<LinkedSummary?>> ReadAsync(IReadOnlyList<ReferringThing> things, string organisationId, Actor reader, CancellationToken cancellationToken)
    {
        var listed = ListedOf(organisationId, cancellationToken);
        return await Task.WhenAll(things.Select(thing => ReadAsync(thing, organisationId, reader, listed, cancellationToken)));
    }

    public Task HeedInterestAsync(ReferringThing thing, string organisationId, MemberId person, CancellationToken cancellationToken)
        => interests.RunAsync(thing.Key, thing.About, organisationId, person, cancellationToken);

    public Task HeedBeginningAsync(ReferringThing thing, string organisationId, BeginningMoved beginning, CancellationToken cancellationToken)
        => beginnings.RunAsync(thing, organisationId, beginning, cancellationToken);

    private async Task<LinkedSummary?> ReadAsync(ReferringThing thing, string organisationId, Actor reader, Lazy<Task<Dictionary<string, int>>> listed, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(thing.Key, cancellationToken) is not { Poll: { Withdrawal: null, IsScheduled: false, About: { } about } poll } head || poll.Organisation.Id != organisationId || about.Key != thing.About)
            return null;
        var who = PollDisclosure.ReaderOf(poll, reader);
        if (who is not Reader.Leader && !poll.MayBeAnsweredBy(reader, wasPostedHere: false, await teams.AmongAsync(poll, reader.MemberId, cancellationToken)))
            return null;
        if (head.IsPublished)
            return await SumUpAsync(head, who, listed, withQuestions: true, cancellationToken);
        return new LinkedSummary(thing.Key, poll.Title, [sentences.Text.Plain(poll.IsOpenAt(time.GetUtcNow()) ? "polls.linked.open" : "polls.linked.counting").Words]);
    }

    /// <summary>The published result, as far as this reader may see it.</summary>
    /// <param name="head">The poll.</param>
    /// <param name="who">What the reader is to it.</param>
    /// <param name="listed">Whom the organisation lists now: read only where the turnout needs it.</param>
    /// <param name="withQuestions">Whether a survey's questions are told one by one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task<LinkedSummary> SumUpAsync(PollHead head, Reader who, Lazy<Task<Dictionary<string, int>>> listed, bool withQuestions, CancellationToken cancellationToken)
    {
        var poll = head.Poll;
        var counted = await shelf.FindResultsAsync(head, cancellationToken);
        var shown = poll.Questions.Select((_, q) => counted is null ? PollDisclosure.Of(head, q, who) : PollDisclosure.Of(head, counted, q, who)).ToList();
        var (stand, lines) = (VoteStand.Of(head, head.Tally), new List<string>());
        var isBySurvey = withQuestions && poll.IsSurvey;
        if (!isBySurvey && shown[0] is { Whole: not null, Answered: { } all })
            lines.Add(results.Headline(poll, stand, new PollTally(all, [.. shown.Zip(poll.Questions, PollDisclosure.ToTally)]), hasScores: true, Zones.UnitedKingdom));
        if (isBySurvey)
            lines.AddRange(shown.Zip(poll.Questions, QuestionOf).OfType<string>().Take(QuestionsMax));
        if (shown[0].Answered is not null && poll.IsByPractice)
        {
            lines.Add(counting.Answered(stand!, hasEnded: true).Words);
        }
        else if (shown[0].Answered is { } answered)
        {
            var isWhole = poll is { IsForEverybody: true, Audience.IsChosen: false };
            var there = isWhole && (poll.OnRoll is null || shown[0].Groups.Count > 0) ? await listed.Value : [];
            lines.Add((poll.OnRoll ?? there.Values.Sum()) is > 0 and var total
                ? sentences.Text.Plain("polls.linked.turnout", ("answered", answered), ("total", Math.Max(answered, total))).Words
                : sentences.Text.Plain("polls.board.answered", ("count", answered)).Words); // of how many of those chosen isn't known
            lines.AddRange(await ByGroupAsync(poll, shown[0], there, cancellationToken));
        }

        lines.AddRange(shown[0].Reasons.Take(ReasonsMax).Select(reason => sentences.Plain(reason).Words));
        return new LinkedSummary(head.PartitionKey, poll.Title, lines);
    }

    /// <summary>One question of a survey with what each choice got; null where its scores aren't shown, or there are none.</summary>
    private string? QuestionOf(Shown shown, Question question)
        => results.ChosenInOneLine(question, PollDisclosure.ToTally(shown, question), Zones.UnitedKingdom) is { Length: > 0 } line
            ? sentences.Text.Plain("polls.linked.question", ("question", question.Words), ("result", line)).Words
            : null;

    private Lazy<Task<Dictionary<string, int>>> ListedOf(string organisationId, CancellationToken cancellationToken) => new(() => CountAsync(organisationId, cancellationToken));

    /// <summary>How many the organisation lists now, by locality.</summary>
    private async Task<Dictionary<string, int>> CountAsync(string organisationId, CancellationToken cancellationToken)
    {
        var listed = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var member in audience.ListAsync(organisationId, cancellationToken))
            listed[member.Locality] = listed.GetValueOrDefault(member.Locality) + 1;
        return listed;
    }

    /// <summary>How many answered in each group that the rule lets be shown; of localities also of how many.</summary>
    private async Task<IEnumerable<string>> ByGroupAsync(Poll poll, Shown shown, Dictionary<string, int> listed, CancellationToken cancellationToken)
    {
        if (shown.Groups.Count == 0)
            return [];
        var nameOf = await names.NamesOfGroupsAsync(poll, cancellationToken);
        return shown.Groups.Take(GroupsMax).Select(group => poll.Privacy.Breakdown is Breakdown.Locality && listed.TryGetValue(group.Name, out var total) && total >= group.Answered
            ? sentences.Text.Plain("polls.linked.group", ("group", nameOf(group.Name)), ("answered", group.Answered), ("total", total)).Words
            : sentences.Text.Plain("polls.linked.group.only", ("group", nameOf(group.Name)), ("answered", group.Answered)).Words);
    }
}
