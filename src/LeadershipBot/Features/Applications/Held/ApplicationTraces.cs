using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Panel;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Held;

/// <summary>Finds every row in which a person stands, from the notes under the person.</summary>
internal sealed class ApplicationTraces(IRecordStore store)
{
    /// <summary>The columns that hold who did something for others' applications; beside each stands the name, as in <c>ByName</c>.</summary>
    public static readonly IReadOnlyList<string> DoerColumns = ["By", "Who", "AnsweredBy", "ScoringEndedBy"];

    public static bool IsAudit(Record row) => row.RowKey.StartsWith(Audit.Prefix, StringComparison.Ordinal);

    public static string KeyOf(Record line) => ApplicationRows.PartitionOf(OrganisationOf(line), line.GetString("Kind") ?? "", line.GetString("Opening") ?? "");

    public static string OrganisationOf(Record line) => line.PartitionKey.Split('.')[0];

    public Task<List<Record>> ListAppliedAsync(PersonAsked about, CancellationToken cancellationToken)
        => ListAsync(about, organisation => ApplicationIndexRows.AppliedBy(organisation, about.Person), cancellationToken);

    public Task<List<Record>> ListDoneAsync(PersonAsked about, CancellationToken cancellationToken)
        => ListAsync(about, organisation => ApplicationIndexRows.DoneBy(organisation, about.Person), cancellationToken);

    /// <summary>All that is kept of somebody's application: what they wrote, its steps, the practice's release. Not who scored what: that is the panel's.</summary>
    public async Task<ApplicantTrace> OfApplicantAsync(Record line, MemberId person, CancellationToken cancellationToken)
    {
        var key = KeyOf(line);
        var rows = new List<Record>();
        foreach (var exact in new[] { ApplicationRows.ApplicationRow(person), ApplicationRows.ReleaseRow(person), ApplicationMore.ToldRow(person) })
        {
            if (await store.FindAsync(ApplicationRows.Table, key, exact, cancellationToken) is { } row)
                rows.Add(row);
        }

        foreach (var prefix in new[] { ApplicationRows.EditionsOf(person), ApplicationMore.StepsOf(person) })
        {
            await foreach (var row in store.ListAsync(ApplicationRows.Table, key, RowRange.Prefix(prefix), cancellationToken))
                rows.Add(row);
        }

        rows.AddRange((await ListAskedAsync(OrganisationOf(line), cancellationToken)).FindAll(row => row.GetString("Person") == person.ToString() && IsOf(row, line)));
        var audited = (await Audit.ListWithAsync(store, ApplicationRows.Table, key, person.ObjectId, cancellationToken)).FindAll(row => row.GetString("Whom") == person.ObjectId);
        var application = rows.Find(row => row.RowKey == ApplicationRows.ApplicationRow(person));
        var title = application is null ? "" : (await store.FindAsync(ApplicationRows.Table, key, ApplicationRows.Head, cancellationToken))?.GetString("Title") ?? "";
        return new ApplicantTrace(application is null ? null : ApplicationRows.ToApplication(application), title, rows) { Audited = audited };
    }

    /// <summary>Every line of a question to a practice that waits for its answer.</summary>
    public async Task<List<Record>> ListAskedAsync(string organisationId, CancellationToken cancellationToken)
    {
        var lines = new List<Record>();
        await foreach (var row in store.ListAsync(ApplicationIndexRows.Table, ApplicationIndexRows.AskedIn(organisationId), RowRange.All, cancellationToken))
            lines.Add(row);
        return lines;
    }

    /// <summary>Whether two lines are about the same opening.</summary>
    public static bool IsOf(Record one, Record other) => one.GetString("Kind") == other.GetString("Kind") && one.GetString("Opening") == other.GetString("Opening");

    /// <summary>Where somebody stands who did something for others' applications, or was nominated.</summary>
    public async Task<List<Record>> OfDoerAsync(Record line, MemberId person, CancellationToken cancellationToken)
    {
        var (rows, name) = (new List<Record>(), person.ToString());
        await foreach (var row in store.ListAsync(ApplicationRows.Table, KeyOf(line), RowRange.All, cancellationToken))
        {
            if (row.RowKey.StartsWith(OutboxRow.Prefix, StringComparison.Ordinal))
                continue; // on its way
            if (IsAudit(row) ? row.GetString("Who") == person.ObjectId // not where it was done to them: that is theirs as applicants, and names those who did it
                : DoerColumns.Any(column => row.GetString(column) == name) || row.RowKey == ApplicationRows.NomineeRow(person) || (row.GetString("Asked")?.Split(' ').Contains(name) is true) || (row.GetString("Brought")?.Split(' ').Contains(name) is true))
                rows.Add(row);
        }

        return rows;
    }

    /// <summary>The same, for the person to read: without those whom they nominated, since how that stands tells what the nominee did.</summary>
    public async Task<List<Record>> ShownOfDoerAsync(Record line, MemberId person, CancellationToken cancellationToken)
        => [.. (await OfDoerAsync(line, person, cancellationToken)).Where(row => !row.RowKey.StartsWith(ApplicationRows.Nominee, StringComparison.Ordinal) || row.RowKey == ApplicationRows.NomineeRow(person))];

    /// <summary>A row without some of its columns.</summary>
    public static Record Without(Record row, string column)
    {
        var left = new Record(row.PartitionKey, row.RowKey) { ETag = row.ETag };
        foreach (var (name, value) in row.Columns)
        {
            if (name != column)
                left[name] = value;
        }

        return left;
    }

    private async Task<List<Record>> ListAsync(PersonAsked about, Func<string, string> partition, CancellationToken cancellationToken)
    {
        var lines = new List<Record>();
        foreach (var organisation in about.Organisations)
        {
            await foreach (var row in store.ListAsync(ApplicationIndexRows.Table, partition(organisation.Id), RowRange.All, cancellationToken))
                lines.Add(row);
        }

        return lines;
    }
}

/// <summary>What is kept of somebody's application.</summary>
internal sealed record ApplicantTrace(Application? Application, string Title, IReadOnlyList<Record> Rows)
{
    /// <summary>The entries of the audit that name them: who read or scored what they wrote, moved it on, or declared a conflict about them.</summary>
    public IReadOnlyList<Record> Audited { get; init; } = [];

    /// <summary>How many of them the applicant is told of: how often they were read, moved on or answered for, and not by whom. Scores and conflicts are the panel's: with a panel of one, the time alone would be a name.</summary>
    public int AuditedTold => Audited.Count(row => !OfThePanel.Contains(row.GetString("What") ?? ""));

    /// <summary>The rows for the applicant to read: without who moved them on, or recorded what their practice said.</summary>
    public IEnumerable<Record> RowsShown => Rows.Select(row => ApplicationTraces.DoerColumns.SelectMany(column => new[] { column, column + "Name" }).Aggregate(row, ApplicationTraces.Without));

    private static readonly string[] OfThePanel = [PanelShelf.ScoredKind, PanelShelf.ConflictKind];
}
