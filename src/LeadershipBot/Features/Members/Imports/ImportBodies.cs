using LeadershipBot.Domain;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.Practices;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>An administrator imports the names of commissioners, so that people choose a body by its name.</summary>
internal sealed class ImportBodies(OdsShelf shelf)
{
    private const int AttemptsMax = 5;
    private const string Columns = "ccg_code, ccg_name";
    private const int LinesToRecogniseMax = 10;

    /// <summary>As <see cref="ImportPractices.RunAsync"/>: staged, made current by one write, safe to repeat.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be asked, or others keep importing; nothing was changed.</exception>
    /// <exception cref="CommitUnconfirmedException">The store takes changes, but its answers are lost each time.</exception>
    public async Task<ImportReport> RunAsync(Stream file, bool dryRun, CancellationToken cancellationToken, long sizeMax = RollFile.SizeMax)
    {
        var (text, undecodable) = await ImportText.ReadAsync(file, sizeMax, cancellationToken);
        if (text is null)
            return ImportReport.Of(undecodable!);
        if (Recognise(text.Text, out var unknown) is not { } layout)
            return ImportReport.Of(unknown);
        var (bodies, rejected) = Read(text.Text, layout);
        if (bodies.Count == 0)
            return ImportReport.Of(RollFile.NoLine, rejected);

        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var head = await shelf.HeadAsync(OdsList.Bodies, cancellationToken);
            var plan = BodyImport.Plan(await shelf.BodiesAsync(head, cancellationToken), bodies);
            var report = new ImportReport
            {
                Recognised = new Recognised(layout.HasHeader ? FileLayout.Bodies : FileLayout.Eccg, text.Encoding),
                IsDryRun = dryRun,
                Added = plan.Added,
                Changed = plan.Changed,
                Left = plan.Left,
                Unchanged = plan.Unchanged,
                NotInFile = plan.Bodies.Count - bodies.Count,
            }.With(rejected);
            if (dryRun || report.ChangesNothing || await MakeTrueAsync(head, plan, isLast: attempt == AttemptsMax, cancellationToken))
                return report;
        }

        throw new StoreUnavailableException("Others kept importing bodies at the same time.");
    }

    private static BodyLayout? Recognise(string text, out Refusal unknown)
    {
        var first = ImportLines.Of(text).Take(LinesToRecogniseMax).ToList();
        unknown = first.Count == 0
            ? RollFile.Empty
            : new Refusal("imports.unreadable.bodies", ("columns", Columns));
        if (first.Any(line => line.Fields is { Length: PracticeLayout.FullColumns } fields && BodyLayout.IsCode(fields[0].Trim())))
            return BodyLayout.Full;
        return first is [(_, { } header), ..] ? BodyLayout.Of(header) : null;
    }

    private static (IReadOnlyCollection<Body> Bodies, Rejections Rejected) Read(string text, BodyLayout layout)
    {
        var (bodies, rejected) = (new Dictionary<string, (int Line, Body Body)>(), new Rejections());
        foreach (var (number, fields) in ImportLines.Of(text).Skip(layout.HasHeader ? 1 : 0))
        {
            switch (fields is null ? new BodyLine.Rejected("", RollFile.BrokenQuotes) : layout.Read(fields))
            {
                case BodyLine.Rejected wrong:
                    rejected.Add(number, wrong.Column, wrong.Reason);
                    break;
                case BodyLine.Accepted { Body: var body } when !bodies.TryAdd(body.Code, (number, body)):
                    rejected.Add(number, "", new Refusal("imports.line.twice", ("code", body.Code), ("line", ImportWords.Number(bodies[body.Code].Line))));
                    break;
            }
        }

        return ([.. bodies.Values.Select(one => one.Body)], rejected);
    }

    private async Task<bool> MakeTrueAsync(OdsHead head, BodyImportPlan plan, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            return await shelf.ReplaceAsync(head, version => plan.Bodies.Values.Select(body => OdsRows.OfBody(body, version)), cancellationToken);
        }
        catch (CommitUnconfirmedException) when (!isLast)
        {
            return false; // the next look tells whether it was written
        }
    }
}
