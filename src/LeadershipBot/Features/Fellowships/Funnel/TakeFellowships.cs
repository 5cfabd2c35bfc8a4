using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Running;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Files;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Funnel;

/// <summary>An organiser or a chair takes all fellowships as a file, with the funnel of each and who covers and pays for each place. It is audited.</summary>
internal sealed class TakeFellowships(FileDesk desk, FellowshipsTable table, IRecordStore store) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (FellowshipGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var organisation = turn.Actor.Organisation.Id;
        await store.CommitAsync(FellowshipRows.Table, organisation, [Audit.Entry(organisation, turn, "fellowships.exported")], cancellationToken);
        return await desk.OfferAsync(turn, table.Offer(turn.Actor), cancellationToken);
    }
}

/// <summary>The fellowships as a table for spreadsheets: a line for each place that was taken, and one for each fellowship without any.</summary>
internal sealed class FellowshipsTable(FellowshipShelf shelf, OwnStake stake, FunnelReading funnel, IApplicants applicants, IAudience audience, CardLibrary library) : IFileSource
{
    private static readonly string[] Header =
    [
        "Fellowship", "Cycle", "State", "Sessions a week", "Where", "Funding", "Who pays", "Starts", "Ends", "Applications close", "Places", "Seen", "Saved", "Applied", "Offered", "Taken", "Completed",
        "Fellow", "Took it on", "Practice", "Covered by", "Cover paid by", "Halfway", "How it ended", "Ended", "Skills", "What came of it", "Fellow: worth it (1 to 5)", "Fellow: time protected", "Fellow: next time", "Practice: worth it (1 to 5)", "Practice: cover worked", "Practice: next time",
    ];

    private readonly TextFile _text = library.Text;

    private const string TableKind = "fellowships.table";

    /// <summary>So many fellowships are read at once.</summary>
    private const int AtOnce = 8;

    public string Kind => TableKind;

    public FileOffer Offer(Actor actor) => new(Kind, "the-fellowships.csv", _text.Plain("fellowships.export.about", ("organisation", _text.NameOf(actor.Organisation))));

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.Hat.IsListed || !wish.Actor.HoldsAny(Fellowship.Makers))
            return new Refusal(FellowshipRefusals.Role);
        var organisation = wish.Actor.Organisation.Id;
        var localities = await audience.NameLocalitiesAsync(organisation, cancellationToken);
        var counts = await applicants.CountAllAsync(organisation, FellowshipOpenings.FellowshipKind, cancellationToken);
        var file = new CsvFile(Header);
        foreach (var some in (await shelf.ListAsync(organisation, cancellationToken)).OrderBy(one => one.Title, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Cycle).Chunk(AtOnce))
        {
            var read = await Task.WhenAll(some.Select(line => ReadAsync(line, counts.GetValueOrDefault(line.Key, ApplicantCounts.None), wish.Actor.MemberId, cancellationToken)));
            foreach (var (fellowship, now) in read.OfType<Counted>().TakeWhile(_ => file.Length < FileContent.BytesMax * 9 / 10))
            {
                foreach (var place in fellowship.Places.Cast<FellowPlace?>().DefaultIfEmpty(null))
                    file.Add([.. OfFellowship(fellowship, now, wish, localities), .. OfPlace(place)]);
            }

            if (file.Length >= FileContent.BytesMax * 9 / 10)
            {
                file.Add([_text.Plain("fellowships.export.cut").Words]);
                break;
            }
        }

        return new FileContent("text/csv; charset=utf-8", file.Bytes);
    }

    /// <summary>One fellowship with its funnel; null where it is gone.</summary>
    private async Task<Counted?> ReadAsync(FellowshipLine line, ApplicantCounts counts, MemberId reader, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(line.Key, cancellationToken) is not { } head)
            return null;
        var isTheirs = await stake.WhyNotAsync(head, reader, cancellationToken) is not null;
        return new Counted(head.Fellowship, isTheirs ? null : await funnel.ReadAsync(head.Fellowship, counts, cancellationToken));
    }

    private IEnumerable<string?> OfFellowship(Fellowship fellowship, FunnelNow? now, FileWish wish, IReadOnlyDictionary<string, string> localities)
    {
        var content = fellowship.Content;
        return
        [
            content.Title, Number(fellowship.Cycle), FellowshipWords.State(_text, fellowship.Milestones, wish.At, wish.Zone), FellowshipWords.Number(content.Sessions), FellowshipWords.Locality(_text, content.Locality, localities),
            FellowshipWords.Of(_text, content.Funding), content.FundedBy, Columns.Text(content.Starts), Columns.Text(content.Ends), Day(content.ClosesAt), Number(content.Places),
            Number(now?.Seen), Number(now?.Saved), Number(now?.Applied), Number(now?.Offered), Number(now?.Taken), Number(now?.Done),
        ];
    }

    private string?[] OfPlace(FellowPlace? place) => place is null ? new string?[16] :
    [
        FellowshipWords.NameOf(_text, place), Day(place.AgreedAt), place.Practice, place.CoveredBy, place.CoverPaidBy, place.Going is Going.NotSaid ? null : FellowshipWords.Of(_text, place.Going), PlaceWords.Ended(_text, place), Day(place.EndedAt),
        string.Join(", ", place.Skills), place.EndWords, Number(place.ByFellow?.Worth), place.ByFellow is { } fellow ? FellowshipWords.Of(_text, fellow.Time) : null, place.ByFellow?.Words,
        Each(place, said => Number(said.Worth)), Each(place, said => FellowshipWords.Of(_text, said.Time)), Each(place, said => said.Words),
    ];

    /// <summary>What each who leads the practice says; a number stays one where one of them answered.</summary>
    private static string Each(FellowPlace place, Func<PlaceSurvey, string?> part) => string.Join(" / ", place.ByPractice.Select(part).Where(one => !string.IsNullOrEmpty(one)));

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <param name="Fellowship">It.</param>
    /// <param name="Now">How many came how far; null where whoever reads it has a stake of their own in it, as under Manage.</param>
    private sealed record Counted(Fellowship Fellowship, FunnelNow? Now);
}
