using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Polls.Surveys;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Held;

/// <summary>A survey that a person is writing and has not asked: theirs alone, so that it goes with them.</summary>
internal sealed class SurveyDraftHeld(SurveyShelf shelf, IRecordStore store, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var organisation in about.Organisations)
        {
            if (await shelf.FindAsync(organisation.Id, about.Person, cancellationToken) is not { } draft)
                continue;
            lines.Add(_text.Plain("polls.survey.held", ("title", draft.Title), ("count", draft.Questions.Count), ("when", TimeWords.Moment(draft.ChangedAt, about.Zone))));
            await foreach (var row in store.ListAsync(SurveyDraftRows.Table, organisation.Id, RowRange.Prefix(SurveyDraftRows.PrefixOf(about.Person)), cancellationToken))
                rows.Add(row);
        }

        return lines.Count == 0 ? [] : [new HeldSection("drafts", _text.Plain("polls.survey.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var organisation in about.Organisations)
            count += await shelf.FindAsync(organisation.Id, about.Person, cancellationToken) is null ? 0 : 1;
        return count == 0 ? ErasurePlan.Nothing : new ErasurePlan([_text.Plain("polls.survey.held.erase", ("count", count))], []);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var organisation in about.Organisations)
            await shelf.RemoveAsync(organisation.Id, about.Person, cancellationToken);
    }
}
