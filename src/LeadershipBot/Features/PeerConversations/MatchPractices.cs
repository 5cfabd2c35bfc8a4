using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>An organiser or a chair opens the dialog in which a measure is entered.</summary>
internal sealed class OpenMeasure(TalkCards cards) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(TalkGate.Check(turn) is { } refusal ? new Answer.Refused(refusal) : cards.Measure(turn, problem: null));
}

/// <summary>
/// An organiser or a chair enters a measure by hand, and reads once what would be arranged before it is: then the leads of practices that
/// differ on it are matched, and told. The values are kept nowhere. The same measure is matched once a month, whoever enters it and
/// however it is spelt, unless it was taken back.
/// </summary>
internal sealed class MatchPractices(TalkShelf shelf, TalkStaging staging, TalkCards cards, IAudience audience, Away away, Contention contention, Chance chance, CardLibrary library) : ISlice
{
    private const int NameMax = 80;
    private const int ValuesMax = 20_000;
    private const int NamesMax = 300;

    private readonly TextFile _text = library.Text;

    /// <summary>Tells what was read of a dialog from what was changed since.</summary>
    public static string StampOf(Turn turn) => Keys.Hash("measure", turn.Data.Text("measure"), turn.Data.Text("values"))[..16];

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, name) = (turn.Actor.Organisation.Id, turn.Data.Text("measure", NameMax + 1).Trim());
        if ((PeerTexts.Check(name, NameMax, turn.Today) ?? PeerTexts.CheckIfAny(turn.Data.Text("values"), ValuesMax, turn.Today)) is { } wrong)
            return cards.Measure(turn, wrong);
        var practices = (await audience.ListPracticesAsync(organisation, cancellationToken)).ToDictionary(one => one.Code, one => one.Name, StringComparer.OrdinalIgnoreCase);
        if (MeasureList.Read(turn.Data.Text("values"), practices.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase)).IsRefused(out var problem, out var measured))
            return cards.Measure(turn, problem);
        var number = NumberOf(name, turn.Today);
        if (await shelf.FindMeasureAsync(organisation, number, cancellationToken) is not null)
            return new Answer.Say(_text.Plain("talks.measure.already", ("measure", name)));

        if (turn.Data.Text("sure") != StampOf(turn))
        {
            var plan = await PlanAsync(turn, name, measured, cancellationToken);
            return plan.Talks.Count == 0 ? cards.Measure(turn, new Refusal("talks.refused.noPairs")) : cards.MeasureAgain(turn, WouldBe(plan, measured.Practices, practices));
        }

        if (await ArrangeAsync(turn, name, measured, cancellationToken) is not { } talks)
            return new Answer.Say(_text.Plain("talks.measure.already", ("measure", name)));
        if (talks.Count == 0)
            return cards.Measure(turn, new Refusal("talks.refused.noPairs"));
        var said = _text.Plain("talks.measure.done", ("count", talks.Count));
        return new Answer.Say(said) { Renewed = await cards.HomeAsync(turn, CardText.FromPerson(said.Words), cancellationToken) };
    }

    /// <summary>The conversations that count now; none where no two could talk; null where the measure was matched this month already.</summary>
    private async Task<IReadOnlyList<Talk>?> ArrangeAsync(Turn turn, string measure, Measured measured, CancellationToken cancellationToken)
    {
        var (organisation, number, tried) = (turn.Actor.Organisation.Id, NumberOf(measure, turn.Today), new Dictionary<string, IReadOnlyList<Talk>>(StringComparer.Ordinal));
        var done = await contention.RunAsync(async stop =>
        {
            if (await shelf.FindVersionAsync(organisation, number, stop) is { } counts)
                return new Done(tried.GetValueOrDefault(counts)); // of these, where the answer to its commit was lost
            var (fence, version) = (await staging.FindFenceAsync(organisation, stop), chance.NewVersion(turn.At));
            var talks = tried[version] = (await PlanAsync(turn, measure, measured, stop)).Talks;
            if (talks.Count == 0)
                return new Done(talks);
            Change[] with = [TellTalks.At(organisation, number, version, turn.At), Audit.Entry(organisation, turn, "talks.measure")];
            return await staging.MakeCountAsync(new Matching(organisation, number, version, talks), fence, with, stop) is Matched.Counts ? new Done(talks) : null;
        }, cancellationToken);
        return done.Talks;
    }

    /// <summary>Who would talk: of each practice a lead who doesn't pause.</summary>
    private async Task<Plan> PlanAsync(Turn turn, string measure, Measured measured, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation;
        var leads = await LeadsAsync(organisation.Id, measured, cancellationToken);
        List<MeasuredPractice> led = [.. measured.Practices.Where(one => leads.ContainsKey(one.Practice))];
        var apart = led.SelectMany((one, place) => led.Skip(place + 1).Where(other => leads[one.Practice].Id == leads[other.Practice].Id).Select(other => PeerPair.Of(one.Practice, other.Practice))).ToHashSet();
        var met = TalkShelf.MetIn(await shelf.ListOnMeasuresAsync(organisation.Id, cancellationToken), talk => talk.PracticePairs());
        return new Plan(led, apart, [.. MeasureMatching.Match(led, met, apart)
            .Select(group => group.Order(StringComparer.Ordinal).ToList()) // in an order that doesn't show which of them is low
            .Select(group => new Talk(chance.NewId()[..16], organisation, [.. group.Select(code => leads[code])], turn.At) { Measure = measure, Practices = group })]);
    }

    /// <summary>One for each measure and month: case, spaces and look-alikes make no other.</summary>
    private static string NumberOf(string measure, DateOnly today)
        => TalkRows.OnMeasure + Keys.Hash("measure", PeerTexts.Folded(measure), today.ToString("yyyy-MM", CultureInfo.InvariantCulture))[..12];

    private static string ReasonOf(LeftOut why) => why switch
    {
        LeftOut.DiffersFromNobody => "talks.measure.left.same",
        LeftOut.SameLead => "talks.measure.left.sameLead",
        _ => "talks.measure.left.others",
    };

    private async Task<Dictionary<string, Person>> LeadsAsync(string organisationId, Measured measured, CancellationToken cancellationToken)
    {
        var practices = PracticeCodes.Parse(string.Join(',', measured.Practices.Select(one => one.Practice)));
        var leads = (await audience.ListLeadsAsync(organisationId, practices, cancellationToken)).OrderBy(one => one.Lead.Id.ToString(), StringComparer.Ordinal).ToList();
        var pausing = await away.AmongAsync(leads.Select(one => one.Lead.Id).Distinct(), cancellationToken);
        return leads.Where(one => !pausing.Contains(one.Lead.Id.ToString())).DistinctBy(one => one.Practice, StringComparer.OrdinalIgnoreCase).ToDictionary(one => one.Practice, one => one.Lead, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What was read, what would be arranged, and who is left out and why.</summary>
    private IEnumerable<CardText> WouldBe(Plan plan, IReadOnlyList<MeasuredPractice> read, Dictionary<string, string> names)
    {
        yield return _text.Format("talks.measure.read", ("count", read.Count), ("low", Number(read.Min(one => one.Value))), ("high", Number(read.Max(one => one.Value))));
        yield return _text.Format("talks.measure.would", ("count", plan.Talks.Count));
        var without = read.Where(one => !plan.Talks.Any(talk => talk.Practices.Contains(one.Practice)))
            .ToLookup(one => plan.Led.Contains(one) ? ReasonOf(MeasureMatching.WhyLeftOut(one, plan.Led, plan.Apart)) : "talks.measure.left.noLead", one => names[one.Practice]);
        foreach (var some in without)
            yield return _text.Format(some.Key, ("names", TurnData.Clip(string.Join(", ", some), NamesMax)));
    }

    private static string Number(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private sealed record Plan(IReadOnlyList<MeasuredPractice> Led, IReadOnlySet<PeerPair> Apart, IReadOnlyList<Talk> Talks);

    private sealed record Done(IReadOnlyList<Talk>? Talks);
}
