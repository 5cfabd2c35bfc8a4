using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Sendings;

/// <summary>The report of a sending: each recipient, where they stand, why, and what can be done. It says who got it, never what they did with it; nor, where answers aren't named, who had answered before.</summary>
internal sealed class ReportFile(SendingShelf shelf, SendingSources sources, ProgressCard card, IAudience audience, CardLibrary library) : IFileSource
{
    public const string FileKind = "sendings.report";

    private static readonly string[] Header = ["Name", "Practice", "Locality", "State", "Why", "What to do", "Sent at", "Possibly twice", "Account"];

    private readonly TextFile _text = library.Text;

    public string Kind => FileKind;

    /// <summary>The offer of it.</summary>
    public async Task<FileOffer> OfferAsync(SendingHead head, CancellationToken cancellationToken)
        => new(FileKind, "sending-report.csv", _text.Plain("sendings.report.about", ("name", (await card.TitleAsync(head, cancellationToken)).Words)), head.Id);

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.Context, cancellationToken) is not { } head || head.OrganisationId != wish.Actor.Organisation.Id)
            return new Refusal("sendings.refused.unknown");
        if (!wish.Actor.HoldsAny(SendingsFeature.Holders))
            return new Refusal("sendings.refused.report");
        var localities = await audience.NameLocalitiesAsync(head.OrganisationId, cancellationToken);
        var title = await sources.Of(head).DescribeAsync(head, cancellationToken);
        if (title.IsSecret)
            return new Refusal("sendings.refused.secret");
        var reveals = title.RevealsAnswering;
        var file = new CsvFile(Header);
        // Both lists come in the order of the same keys: so neither is held in memory.
        await using var members = audience.ListAsync(head.OrganisationId, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var isAnyLeft = await members.MoveNextAsync();
        await foreach (var row in shelf.ListInOrderAsync(head, cancellationToken))
        {
            while (isAnyLeft && string.CompareOrdinal(members.Current.Person.ToString(), row.Target.Key) < 0)
                isAnyLeft = await members.MoveNextAsync();
            file.Add(Row(row, isAnyLeft && members.Current.Person == row.Target.Person ? members.Current : null, localities, reveals, wish.Zone));
            if (file.Length > FileContent.BytesMax)
                break; // it is refused as too large
        }

        return new FileContent("text/csv; charset=utf-8", file.Bytes);
    }

    private string?[] Row(RecipientRow row, AudienceMember? member, IReadOnlyDictionary<string, string> localities, bool reveals, TimeZoneInfo zone)
    {
        var (kept, isVeiled) = (row.Kept, SendingWords.IsVeiled(row.Kept, reveals));
        return
        [
            member?.Name ?? "",
            member?.Practice ?? "",
            localities.GetValueOrDefault(row.Target.Group, row.Target.Group),
            SendingWords.StateOf(_text, kept, reveals),
            kept.Why.Length > 0 && !isVeiled && (kept.State is not RecipientState.Held || kept.Why == RecipientRule.Installing) ? SendingWords.ReasonOf(_text, kept.Why) : "", // what a person set for themselves, as a pause, is theirs
            kept.State is RecipientState.Unreachable or RecipientState.Failed ? SendingWords.AdviceOf(_text, kept.Why) : "",
            kept.SentAt is { } at && !isVeiled ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) : "",
            kept.IsPossiblyTwice ? _text.Plain("sendings.report.yes").Words : "",
            row.Target.Person?.ObjectId ?? "",
        ];
    }
}
