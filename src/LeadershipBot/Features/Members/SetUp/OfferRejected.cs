using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>An organiser or administrator takes all lines of a list that could not be used, with the reasons, as a file.</summary>
internal sealed class OfferRejected(KeptLists lists, FileDesk desk, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var list = turn.Data.Text("list");
        if (await lists.RejectedAsync(turn.Actor.Organisation.Id, list, cancellationToken) is not [_, ..])
            return new Answer.Refused(new Refusal("files.refused.gone"));
        var about = library.Text.Plain("imports.file.about", ("organisation", turn.Actor.Organisation.Name));
        return await desk.OfferAsync(turn, new FileOffer(RejectedFile.FileKind, "lines-to-mend.csv", about, list), cancellationToken);
    }
}

/// <summary>Makes that file at the moment when it is taken, for somebody who may still bring lists.</summary>
internal sealed class RejectedFile(KeptLists lists, ImportSentences sentences, CardLibrary library) : IFileSource
{
    public const string FileKind = "members.rejected";

    public string Kind => FileKind;

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.HoldsAny(ListReading.Listing))
            return new Refusal("imports.refused.noRole");
        if (await lists.RejectedAsync(wish.Actor.Organisation.Id, wish.Context, cancellationToken) is not { Count: > 0 } rejected)
            return new Refusal("files.refused.gone");
        var text = library.Text;
        string[] header = [text.Plain("imports.file.line").Words, text.Plain("imports.file.column").Words, text.Plain("imports.file.reason").Words];
        var rows = rejected.Select(line => (string?[])[line.Line.ToString(CultureInfo.InvariantCulture), line.Column, sentences.Sentence(line.Reason)]);
        return new FileContent("text/csv; charset=utf-8", Csv.Write(header, rows));
    }
}
