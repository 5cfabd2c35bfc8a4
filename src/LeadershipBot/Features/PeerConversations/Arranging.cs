using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>An organiser or a chair says every how many weeks people are matched, or that they aren't.</summary>
internal sealed class SetHowOften(TalkShelf shelf, TalkCards cards, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    private static readonly int[] Offered = [0, 2, 4, 8];

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!turn.Data.TryNumber("weeks", out var weeks) || !Offered.Contains(weeks))
            return cards.HowOften(turn, await shelf.FindHeadAsync(turn.Actor.Organisation.Id, cancellationToken));
        var organisation = turn.Actor.Organisation;
        var set = await contention.RunAsync(async stop =>
        {
            var head = await shelf.FindHeadAsync(organisation.Id, stop);
            if (head?.Weeks == weeks)
                return head;
            var next = MatchTalks.NextAfterChange(head, weeks, turn.At);
            var after = (head ?? new TalkHead(organisation, 0, next, 0)) with { Weeks = weeks, NextAt = next };
            var row = TalkRows.OfHead(after);
            Change[] changes = [head is null ? new Change.Insert(row) : new Change.Replace(row), new Change.Upsert(OutboxRow.New(organisation.Id, MatchTalks.Kind, "", next)), Audit.Entry(organisation.Id, turn, "talks.howOften", new Changed("", (head?.Weeks ?? 0).ToString(CultureInfo.InvariantCulture), weeks.ToString(CultureInfo.InvariantCulture)))];
            return await outbox.CommitAsync(TalkRows.Table, organisation.Id, changes, stop) is CommitResult.Committed ? after : null;
        }, cancellationToken);
        var said = weeks == 0 ? library.Text.Plain("talks.often.off") : library.Text.Plain("talks.often.set", ("when", TalkCards.Day(set.NextAt, turn.TimeZone)));
        return new Answer.Say(said) { Renewed = await cards.HomeAsync(turn, CardText.FromPerson(said.Words), cancellationToken) };
    }
}

/// <summary>An organiser or a chair opens the dialog in which a measure is entered.</summary>
internal sealed class OpenMeasure(TalkCards cards, Chance chance) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(TalkGate.Check(turn) is { } refusal ? new Answer.Refused(refusal) : cards.Measure(turn, chance.NewId(), problem: null));
}

/// <summary>
/// An organiser or a chair enters a measure by hand: the leads of practices that differ on it are matched, and told. The values are kept
/// nowhere. The same measure is matched once a month, whoever enters it and however it is spelt.
/// </summary>
internal sealed class MatchPractices(TalkShelf shelf, TalkStaging staging, TalkCards cards, IAudience audience, Away away, Contention contention, Chance chance, CardLibrary library) : ISlice
{
    private const int NameMax = 80;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, text) = (turn.Actor.Organisation, library.Text);
        var nonce = turn.Data.TryText("nonce", out var given) && given.Length <= 64 && given.All(char.IsAsciiLetterOrDigit) ? given : chance.NewId();
        var name = turn.Data.Text("measure", NameMax + 1);
        if ((PeerTexts.Check(name, NameMax, turn.Today) ?? PeerTexts.CheckIfAny(turn.Data.Text("values"), 20_000, turn.Today)) is { } wrong)
            return cards.Measure(turn, nonce, wrong);
        var practices = (await audience.ListPracticesAsync(organisation.Id, cancellationToken)).ToDictionary(one => one.Code, one => one.Name, StringComparer.OrdinalIgnoreCase);
        if (MeasureList.Read(turn.Data.Text("values"), practices.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase)).IsRefused(out var problem, out var measured))
            return cards.Measure(turn, nonce, problem);

        if (await MatchAsync(turn, name.Trim(), measured, cancellationToken) is not { } talks)
            return new Answer.Say(text.Plain("talks.measure.already", ("measure", name.Trim())));
        if (talks.Count == 0)
            return cards.Measure(turn, nonce, new Refusal("talks.refused.noPairs"));
        var without = measured.Practices.Where(one => !talks.Exists(talk => talk.Practices.Contains(one.Practice))).Select(one => practices[one.Practice]).ToList();
        return new Answer.Say(without.Count == 0
            ? text.Plain("talks.measure.done", ("count", talks.Count))
            : text.Plain("talks.measure.doneBut", ("count", talks.Count), ("names", TurnData.Clip(string.Join(", ", without), 300))));
    }

    /// <summary>The conversations that count now; none where no two could talk; null where the measure was matched this month already.</summary>
    private async Task<List<Talk>?> MatchAsync(Turn turn, string measure, Measured measured, CancellationToken cancellationToken)
    {
        var (organisation, number, tried) = (turn.Actor.Organisation.Id, NumberOf(measure, turn.Today), new Dictionary<string, List<Talk>>(StringComparer.Ordinal));
        var done = await contention.RunAsync(async stop =>
        {
            if (await shelf.FindVersionAsync(organisation, number, stop) is { } counts)
                return new Done(tried.GetValueOrDefault(counts)); // of these, where the answer to its commit was lost
            var (fence, version) = (await staging.FindFenceAsync(organisation, stop), chance.NewVersion(turn.At));
            var talks = tried[version] = await PairAsync(turn, measure, measured, stop);
            if (talks.Count == 0)
                return new Done(talks);
            Change[] with = [TellTalks.At(organisation, number, version, turn.At), Audit.Entry(organisation, turn, "talks.measure")];
            return await staging.MakeCountAsync(new Matching(organisation, number, version, talks), fence, with, stop) is Matched.Counts ? new Done(talks) : null;
        }, cancellationToken);
        return done.Talks;
    }

    /// <summary>The conversations of the leads who don't pause, of practices that differ.</summary>
    private async Task<List<Talk>> PairAsync(Turn turn, string measure, Measured measured, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation;
        var wanted = measured.Practices.Select(one => one.Practice).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var leads = new List<(string Practice, Person Person)>();
        await foreach (var member in audience.ListAsync(organisation.Id, cancellationToken))
            leads.AddRange(member.LeadOf.All.Where(wanted.Contains).Select(code => (code, new Person(member.Person, member.Name))));
        var pausing = await away.AmongAsync(leads.Select(one => one.Person.Id).DistinctBy(id => id.ToString()), cancellationToken);
        var lead = leads.Where(one => !pausing.Contains(one.Person.Id.ToString())).DistinctBy(one => one.Practice, StringComparer.OrdinalIgnoreCase).ToDictionary(one => one.Practice, one => one.Person, StringComparer.OrdinalIgnoreCase);
        var met = TalkShelf.MetIn(await shelf.ListOnMeasuresAsync(organisation.Id, cancellationToken), talk => talk.PracticePairs());
        return [.. MeasureMatching.Match([.. measured.Practices.Where(one => lead.ContainsKey(one.Practice))], met)
            .Select(group => group.Order(StringComparer.Ordinal).ToList()) // in an order that doesn't show which of them is low
            .Select(group => new Talk(chance.NewId()[..16], organisation, [.. group.Select(code => lead[code]).DistinctBy(one => one.Id.ToString())], turn.At) { Measure = measure, Practices = group })
            .Where(talk => talk.People.Count > 1)];
    }

    /// <summary>One for each measure and month: case, spaces and look-alikes make no other.</summary>
    private static string NumberOf(string measure, DateOnly today)
        => TalkRows.OnMeasure + Keys.Hash("measure", PeerTexts.Folded(measure), today.ToString("yyyy-MM", CultureInfo.InvariantCulture))[..12];

    private sealed record Done(List<Talk>? Talks);
}
