using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Sendings;

/// <summary>The report of a sending: each recipient, where they stand, why, and what can be done. It says who got it, never what they did with it.</summary>
internal sealed class ReportFile(SendingShelf shelf, ProgressCard card, IAudience audience, CardLibrary library) : IFileSource
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
        var people = new Dictionary<string, AudienceMember>(StringComparer.Ordinal);
        await foreach (var member in audience.ListAsync(head.OrganisationId, cancellationToken))
            people[member.Person.ToString()] = member;
        var localities = await audience.NameLocalitiesAsync(head.OrganisationId, cancellationToken);
        var rows = new List<IReadOnlyList<string?>>();
        await foreach (var row in shelf.ListRecipientsAsync(head, cancellationToken))
            rows.Add(Row(row, people.GetValueOrDefault(row.Target.Key), localities, wish.Zone));
        return new FileContent("text/csv; charset=utf-8", Csv.Write(Header, rows));
    }

    private string?[] Row(RecipientRow row, AudienceMember? member, IReadOnlyDictionary<string, string> localities, TimeZoneInfo zone)
    {
        var kept = row.Kept;
        return
        [
            member?.Name ?? "",
            member?.Practice ?? "",
            localities.GetValueOrDefault(row.Target.Group, row.Target.Group),
            SendingWords.StateOf(_text, kept),
            kept.Why.Length > 0 && kept.State is not RecipientState.Held ? SendingWords.ReasonOf(_text, kept.Why) : "", // what a person set for themselves, as a pause, is theirs
            kept.State is RecipientState.Unreachable or RecipientState.Failed ? SendingWords.AdviceOf(_text, kept.Why) : "",
            kept.SentAt is { } at ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) : "",
            kept.IsPossiblyTwice ? _text.Plain("sendings.report.yes").Words : "",
            row.Target.Person?.ObjectId ?? "",
        ];
    }
}
