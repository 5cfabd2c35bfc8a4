using LeadershipBot.Domain;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>One batch of votes on one poll: takes them in their order and then says what is to be written.</summary>
/// <param name="head">The poll as it was read.</param>
/// <param name="shard">The shard of the tally in which they are counted.</param>
/// <param name="server">The shard of this server, by which it asks for refreshes.</param>
/// <param name="before">The voters' answers so far.</param>
internal sealed class Ballot(PollHead head, int shard, int server, IReadOnlyDictionary<string, (PollAnswer Answer, string ETag)> before)
{
    private readonly Dictionary<string, PollAnswer> _now = [];
    private readonly Dictionary<string, PollCard> _newPlaces = [];
    private readonly HashSet<string> _leftOff = [];
    private readonly HashSet<string> _cameBack = [];
    private readonly PollShard? _mine = head.Shards.GetValueOrDefault(shard);
    private PollTally _counted = head.Shards.GetValueOrDefault(shard)?.Tally ?? PollTally.Empty(head.Poll.Questions);
    private DateTimeOffset _latest;

    /// <summary>The count after all votes taken so far.</summary>
    public PollTally Tally => head.Shards.Where(s => s.Key != shard).Aggregate(_counted, (sum, other) => sum.Plus(other.Value.Tally));

    /// <summary>A person's answer after all votes taken so far; null if they have none.</summary>
    public AnswerSheet? SheetOf(string memberId) => AnswerOf(memberId)?.Sheet;

    /// <summary>How a person stands after all votes taken so far.</summary>
    public PollStanding StandingOf(string memberId) => PollStanding.Of(AnswerOf(memberId), memberId) with { IsOffRoll = _leftOff.Contains(memberId) };

    /// <summary>Takes one vote; null if it counts.</summary>
    /// <param name="vote">The vote.</param>
    /// <param name="voter">What is known of the voter besides.</param>
    public Refusal? Take(Vote vote, KnownVoter voter)
    {
        var turn = vote.Turn;
        if (head.Poll.WhyNotAnsweredBy(turn.Actor, head.WasPostedIn(turn.Place), voter.Teams) is { } outside)
            return outside;
        if (head.Poll.WhyNotYet(turn.At, turn.TimeZone) is { } early)
            return early;
        if (vote.Edition is { } edition && edition != head.Poll.Edition)
            return new Refusal(PollRefusals.Edited);
        if (head.Shards.Values.Any(s => s.IsFinal))
            return new Refusal(PollRefusals.Closed);
        var known = SheetOf(turn.Actor.Id);
        if (vote.Read(head.Poll, known).IsRefused(out var unread, out var read))
            return unread;
        if (head.Poll.Vote(known, read.Sheet, Tally, turn.At, turn.Today).IsRefused(out var refusal, out var cast))
            return refusal;
        if (VoterRule.CountsFor(head, turn.Actor).IsRefused(out var another, out var countsFor))
            return another;
        if (IsApart(vote, voter.Interest) is not { } isApart)
            return new Refusal(PollRefusals.AsksInterest, ("matter", head.Poll.Rules.Matter));

        RememberPlace(turn);
        if (AnswerOf(turn.Actor.Id)?.SentAt > turn.SentAt)
            return null; // an older press that Teams delivers once more: the newer answer stands
        if (isApart && head.Poll.HidesWho)
            return LeaveOff(turn, voter);
        if (voter.Interest.IsOffRoll)
            _cameBack.Add(turn.Actor.Id);
        if (!cast.ChangesAnything && AnswerOf(turn.Actor.Id) is var so && (so is null || (so.IsApart == isApart && so.CountsFor.Equals(countsFor))))
            return null;
        Keep(turn, voter, cast, new PollAnswer(turn.Actor.Id, turn.Actor.Name, turn.Actor.Practice, cast.After, turn.At, turn.SentAt) { CountsFor = countsFor, IsApart = isApart });
        return null;
    }

    /// <summary>What was answered by these votes, for a count that is made of answers.</summary>
    public IEnumerable<PollAnswer> Given => _now.Values;

    /// <summary>Whether the vote is one of somebody with an interest; null where they must be asked first. Named before: it is known.</summary>
    private bool? IsApart(Vote vote, KnownInterest interest)
    {
        if (!head.Poll.Rules.HasMatter)
            return false;
        if (interest.HasDeclared)
            return true;
        return vote.HasInterest ?? (interest.IsOffRoll ? true : AnswerOf(vote.Turn.Actor.Id) is { Sheet: not null } earlier ? earlier.IsApart : null);
    }

    /// <summary>Without names their answer can't be counted apart: it isn't taken, and one that they gave before doesn't count any more.</summary>
    private Refusal? LeaveOff(Turn turn, KnownVoter voter)
    {
        if (!voter.Interest.IsOffRoll)
            _leftOff.Add(turn.Actor.Id);
        _cameBack.Remove(turn.Actor.Id);
        if (AnswerOf(turn.Actor.Id) is { Sheet: { } given } earlier)
            Keep(turn, voter, new VoteCast(given, null), earlier with { Sheet = null, AnsweredAt = turn.At, SentAt = turn.SentAt });
        return Conflicted.Refuses(head.Poll.Privacy.Voice);
    }

    private void Keep(Turn turn, KnownVoter voter, VoteCast cast, PollAnswer answer)
    {
        _counted = _counted.With(head.Poll.Questions, cast.Before, cast.After);
        _now[turn.Actor.Id] = answer with { Group = voter.Group };
        _latest = turn.At > _latest ? turn.At : _latest;
    }

    private PollAnswer? AnswerOf(string memberId)
        => _now.TryGetValue(memberId, out var vote) ? vote
            : before.TryGetValue(memberId, out var earlier) ? earlier.Answer : null;

    /// <summary>What is to be written, in one commit; empty if every vote said again what was known.</summary>
    public List<Change> Changes()
    {
        var key = head.PartitionKey;
        var changes = new List<Change>(_now.Count + 3);
        foreach (var (member, answer) in _now)
        {
            var known = before.TryGetValue(member, out var earlier);
            var row = PollRows.OfAnswer(key, answer, known ? earlier.ETag : null);
            changes.Add(known ? new Change.Replace(row) : new Change.Insert(row));
        }

        if (_now.Count > 0)
        {
            var row = PollRows.OfTally(key, shard, _counted, isFinal: false, _mine?.ETag);
            changes.Add(_mine is null ? new Change.Insert(row) : new Change.Replace(row));
            changes.Add(RefreshPoll.Wanted(head, server, _latest));
        }

        changes.AddRange(_leftOff.Select(member => new Change.Upsert(InterestRows.Of(key, member))));
        changes.AddRange(_cameBack.Except(_leftOff).Select(member => new Change.Delete(InterestRows.KeyOf(member), null)));
        foreach (var card in _newPlaces.Values)
            changes.Add(new Change.Upsert(PollRows.OfCard(key, card)));
        return changes;
    }

    /// <summary>A card that somebody put into a chat from the compose box is known by the first press on it.</summary>
    private void RememberPlace(Turn turn)
    {
        if (turn.PressedActivityId is not { } activityId || turn.Place.Scope is Scope.Personal || head.Cards.Count + _newPlaces.Count >= PollRows.CardsMax)
            return;
        if (!head.Cards.Any(c => c.ActivityId == activityId))
            _newPlaces[activityId] = new PollCard(turn.Place, activityId, MembersAtLeast: 0);
    }
}

/// <summary>What is known of a voter beside what their turn says.</summary>
/// <param name="Group">In which group of the breakdown they stand; empty for none.</param>
/// <param name="Interest">Whether they have an interest in the poll's matter.</param>
/// <param name="Teams">The ids of those of its audience's teams in which they are.</param>
internal sealed record KnownVoter(string Group, KnownInterest Interest, IReadOnlyList<string> Teams);

/// <summary>Refusals on which slices act, beside telling them.</summary>
internal static class PollRefusals
{
    public const string Closed = "polls.refused.closed";

    /// <summary>What was answered is another edition of the poll than the one that stands.</summary>
    public const string Edited = "polls.edit.refused.stale";

    /// <summary>Whether they have an interest in the matter must be known first.</summary>
    public const string AsksInterest = "polls.counting.refused.interest";
}
