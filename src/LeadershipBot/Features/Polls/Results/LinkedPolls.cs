using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>
/// Polls to which something else of their organisation refers, as a decision does: the published result and how many
/// answered, by locality where the poll has that breakdown, as <see cref="DisclosureRule"/> lets everybody in the
/// organisation see them. Who wasn't asked is an outsider: of a poll that went to some only, nothing is told.
/// </summary>
internal sealed class LinkedPolls(PollShelf shelf, ResultReader reader, PollResults results, CountingWords counting, IAudience audience, IRecordStore store, TimeProvider time, Sentences sentences) : ILinkable, IReferring
{
    private const int LookedAtMax = 40;
    private const int GroupsMax = 6;
    private const int ReasonsMax = 2;

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
        var poll = head.Poll;
        var who = poll.IsForEverybody && !poll.Audience.IsChosen ? Reader.Asked : Reader.Outsider;
        var counted = await shelf.FindResultsAsync(head, cancellationToken);
        var shown = poll.Questions.Select((_, q) => counted is null ? PollDisclosure.Of(head, q, who) : PollDisclosure.Of(head, counted, q, who)).ToList();
        var (stand, lines) = (VoteStand.Of(head, head.Tally), new List<string>());
        if (shown[0] is { Whole: not null, Answered: { } all })
            lines.Add(results.Headline(poll, stand, new PollTally(all, [.. shown.Zip(poll.Questions, PollDisclosure.ToTally)]), hasScores: true, Zones.UnitedKingdom));
        if (shown[0].Answered is not null && poll.IsByPractice)
        {
            lines.Add(counting.Answered(stand!, hasEnded: true).Words);
        }
        else if (shown[0].Answered is { } answered)
        {
            var listed = await CountAsync(organisationId, cancellationToken);
            lines.Add(sentences.Text.Plain("polls.linked.turnout", ("answered", answered), ("total", Math.Max(answered, poll.OnRoll ?? listed.Values.Sum()))).Words);
            lines.AddRange(await ByGroupAsync(poll, shown[0], listed, cancellationToken));
        }

        lines.AddRange(shown[0].Reasons.Take(ReasonsMax).Select(reason => sentences.Plain(reason).Words));
        return new LinkedSummary(key, poll.Title, lines);
    }

    public async Task<LinkedSummary?> ReadAsync(string key, string about, string organisationId, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { Poll: { Withdrawal: null, IsScheduled: false, About: { } reference } poll } || poll.Organisation.Id != organisationId || !(reference.Key + ".").StartsWith(about + ".", StringComparison.Ordinal))
            return null;
        if (await FindAsync(key, organisationId, cancellationToken) is { } published)
            return published;
        return new LinkedSummary(key, poll.Title, [sentences.Text.Plain(poll.IsOpenAt(time.GetUtcNow()) ? "polls.linked.open" : "polls.linked.counting").Words]);
    }

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
        var nameOf = await reader.NamesOfGroupsAsync(poll, cancellationToken);
        return shown.Groups.Take(GroupsMax).Select(group => poll.Privacy.Breakdown is Breakdown.Locality && listed.TryGetValue(group.Name, out var total) && total >= group.Answered
            ? sentences.Text.Plain("polls.linked.group", ("group", nameOf(group.Name)), ("answered", group.Answered), ("total", total)).Words
            : sentences.Text.Plain("polls.linked.group.only", ("group", nameOf(group.Name)), ("answered", group.Answered)).Words);
    }
}
