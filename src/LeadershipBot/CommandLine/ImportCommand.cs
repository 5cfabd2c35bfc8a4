using System.CommandLine;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.CommandLine;

/// <summary>The command <c>import practices|bodies|localities|list-sizes|people FILE [--dry-run] [--organisation ID]</c>.</summary>
internal static class ImportCommand
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>
    /// The command <c>import</c>. It ends with 0 when all lines were used, 1 when nothing could be read or the store
    /// failed, 3 when some lines were rejected; a wrong command line is told by the parser.
    /// </summary>
    /// <param name="openStore">Opens the store that the settings name; asked only once the file has been opened. The command closes it.</param>
    public static Command Create(Func<IRecordStore> openStore) => new("import", "Imports files, again and again without duplicates. Each is made true by one write, so that nothing is ever half imported.")
    {
        National(
            openStore,
            "practices",
            "GP practices of the country.",
            "epraccur.csv as the Organisation Data Service publishes it, or a short list with a header.",
            ImportPractices.DefaultSizeMax,
            (parts, file, dryRun, sizeMax, stop) => parts.GetRequiredService<ImportPractices>().RunAsync(file, dryRun, stop, sizeMax)),
        National(
            openStore,
            "bodies",
            "The names of commissioners (CCGs, ICBs).",
            "eccg.csv as the Organisation Data Service publishes it, or a list with a header ccg_code, ccg_name.",
            RollFile.SizeMax,
            (parts, file, dryRun, sizeMax, stop) => parts.GetRequiredService<ImportBodies>().RunAsync(file, dryRun, stop, sizeMax)),
        OfOrganisation(openStore, "localities", RollFileKind.Localities, "Which practice of an organisation is in which locality.", "A list with a header practice_code, locality."),
        OfOrganisation(openStore, "list-sizes", RollFileKind.ListSizes, "How many patients an organisation's practices have.", "A list with a header practice_code, list_size, or patients registered at a GP practice as NHS Digital publishes them."),
        OfOrganisation(openStore, "people", RollFileKind.People, "An organisation's people. Whom an earlier file listed and this one doesn't has left.", "A list with a header: object_id or email, name, and if wanted role, practice, practice_lead, profession, contract, title, tenant."),
    };

    private static Command National(
        Func<IRecordStore> openStore,
        string name,
        string description,
        string fileDescription,
        long sizeMax,
        Func<IServiceProvider, Stream, bool, long, CancellationToken, Task<ImportReport>> import)
    {
        var (file, dryRun) = (File(fileDescription), DryRun());
        var megabytesMax = new Option<int>("--megabytes-max")
        {
            Description = "The largest file that is read.",
            DefaultValueFactory = _ => (int)(sizeMax / Megabyte),
        };
        megabytesMax.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1024)
                result.AddError("--megabytes-max is a number from 1 to 1024.");
        });

        var command = new Command(name, description) { file, dryRun, megabytesMax };
        command.SetAction((parsed, stop) => StoreCommand.RunWithFileAsync(parsed.GetValue(file)!, openStore, parsed.InvocationConfiguration, async (parts, stream) =>
        {
            var report = await import(parts, stream, parsed.GetValue(dryRun), (long)parsed.GetValue(megabytesMax) * Megabyte, stop);
            return await TellAsync(parts, report, parsed.InvocationConfiguration);
        }));
        return command;
    }

    private static Command OfOrganisation(Func<IRecordStore> openStore, string name, RollFileKind kind, string description, string fileDescription)
    {
        var (file, dryRun) = (File(fileDescription), DryRun());
        var organisation = new Option<string>("--organisation") { Required = true, Description = "The organisation's id; \"organisation list\" tells all." };
        var command = new Command(name, description) { file, dryRun, organisation };
        command.SetAction((parsed, stop) => StoreCommand.RunWithFileAsync(
            parsed.GetValue(file)!,
            openStore,
            parsed.InvocationConfiguration,
            (parts, stream) => ImportIntoAsync(parts, stream, parsed.GetValue(organisation)!, kind, parsed.GetValue(dryRun), parsed.InvocationConfiguration, stop)));
        return command;
    }

    private static async Task<int> ImportIntoAsync(
        IServiceProvider parts, Stream stream, string organisation, RollFileKind kind, bool dryRun, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var (text, undecodable) = await ImportText.ReadAsync(stream, RollFile.SizeMax, cancellationToken);
        if (text is null)
            return await TellAsync(parts, ImportReport.Of(undecodable!), console);
        var imports = parts.GetRequiredService<RollImports>();
        var now = parts.GetRequiredService<TimeProvider>().GetUtcNow();
        var ruling = dryRun
            ? await imports.PlanAsync(organisation, text, kind, cancellationToken)
            : await imports.RunAsync(organisation, text, kind, what => Audit.ByProgram(organisation, what, now), cancellationToken);
        if (!ruling.IsRefused(out var why, out var report))
            return await TellAsync(parts, report, console);
        await console.Error.WriteLineAsync(parts.GetRequiredService<Sentences>().InOneLine(why));
        return StoreCommand.Failed;
    }

    private static async Task<int> TellAsync(IServiceProvider parts, ImportReport report, InvocationConfiguration console)
    {
        var writer = report.Unreadable is null ? console.Output : console.Error;
        foreach (var line in parts.GetRequiredService<ImportSentences>().Lines(report))
            await writer.WriteLineAsync(line);
        return report.ExitCode;
    }

    private static Argument<string> File(string description)
    {
        var file = new Argument<string>("file") { Description = description };
        file.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("Name the file to import.");
        });
        return file;
    }

    private static Option<bool> DryRun() => new("--dry-run") { Description = "Say what would change, and change nothing." };
}
