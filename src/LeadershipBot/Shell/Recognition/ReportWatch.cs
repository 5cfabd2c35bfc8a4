using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Shell.Recognition;

/// <summary>
/// Sees to it that something reported is decided about: those who decide are told at once, and reminded after ten working days, when
/// who reported it is told that it is overdue; after 28 days the chairs are told. Where nobody may decide, that is said at once.
/// </summary>
internal sealed class ReportWatch(IRoleHolders roles, AskBook book, CardLibrary library, TimeProvider time)
{
    private const string Again = ".again";
    private const string ToChairs = ".chair";
    private const string Overdue = ".overdue";

    /// <summary>So often it is looked whether by now there is somebody who may decide.</summary>
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromDays(1);

    private readonly TextFile _text = library.Text;

    /// <summary>What who reports reads at once.</summary>
    /// <param name="turn">Their turn.</param>
    /// <param name="concerned">Those whom it concerns: they don't decide.</param>
    /// <param name="reported">What they read where somebody decides.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PlainText> NoteAsync(Turn turn, IReadOnlyCollection<MemberId> concerned, PlainText reported, CancellationToken cancellationToken)
    {
        if ((await roles.ListModeratorsAsync(turn.Actor.Organisation.Id, concerned, cancellationToken)).Count > 0)
            return reported;
        return turn.Organisation is { HelpContact: { Length: > 0 } contact, HelpContactId: var id } && !concerned.Any(one => one.ObjectId == id)
            ? _text.Plain("peers.report.nobody.contact", ("contact", contact))
            : _text.Plain("peers.report.nobody");
    }

    /// <summary>Has those told who are to be told by now. Done again it does the same; for the delivery that goes on until it is decided.</summary>
    public async Task<Delivered> TellAsync(OpenReport report, CancellationToken cancellationToken)
    {
        var (now, again, chair) = (time.GetUtcNow(), ReportDeadlines.RemindedAt(report.At), ReportDeadlines.ChairAt(report.At));
        var moderators = await roles.ListModeratorsAsync(report.OrganisationId, report.Concerned, cancellationToken);
        await OrderAsync(report, moderators, "", cancellationToken);
        if (now >= again)
        {
            await OrderAsync(report, moderators, Again, cancellationToken);
            await OrderAsync(report, report.Reporters, Overdue, cancellationToken);
        }

        if (now >= chair)
            await OrderAsync(report, await roles.ListChairsAsync(report.OrganisationId, report.Concerned, cancellationToken), ToChairs, cancellationToken);
        if (moderators.Count == 0)
            return new Delivered.NotBefore(now + LooksAgainAfter);
        return now < again ? new Delivered.NotBefore(again) : now < chair ? new Delivered.NotBefore(chair) : new Delivered.Done();
    }

    /// <summary>The heading of what those get who decide.</summary>
    /// <param name="key">As it was ordered.</param>
    /// <param name="first">The heading of the first time.</param>
    public PlainText TitleOf(string key, PlainText first)
        => IsFor(key, Again) ? _text.Plain("peers.report.again", ("days", ReportDeadlines.RemindedAfterWorkingDays))
            : IsFor(key, ToChairs) ? _text.Plain("peers.report.chair", ("days", ReportDeadlines.ChairAfterDays))
            : first;

    /// <summary>Whether that is for who reported it, and not for who decides.</summary>
    public static bool IsForReporter(string key) => IsFor(key, Overdue);

    /// <summary>What who reported it gets once it is overdue.</summary>
    /// <param name="wish">For whom.</param>
    /// <param name="at">When it was reported.</param>
    /// <param name="kind">The small line above.</param>
    public AskCard OverdueCard(AskWish wish, DateTimeOffset at, CardText kind)
    {
        var title = _text.Plain("peers.report.overdue.title");
        var day = TimeWords.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(ReportDeadlines.ChairAt(at), wish.Zone).DateTime));
        CardText[] lines = [_text.Format("peers.report.overdue", ("days", ReportDeadlines.RemindedAfterWorkingDays), ("when", day)), _text.Format("peers.report.overdue.next")];
        return new AskCard(title, NoticeCard.Of(_text, title, null, lines, kind));
    }

    private static bool IsFor(string key, string why) => key.EndsWith(why, StringComparison.Ordinal);

    private async Task OrderAsync(OpenReport report, IEnumerable<MemberId> people, string why, CancellationToken cancellationToken)
    {
        foreach (var person in people)
            await book.OrderAsync(new AskOrder(person, report.OrganisationId, report.AskKind, report.Key + why, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
    }
}

/// <summary>Something that was reported, and about which nobody has decided.</summary>
/// <param name="OrganisationId">In which organisation.</param>
/// <param name="AskKind">The kind of the ask that shows it to who decides, and to who reported it that it is overdue.</param>
/// <param name="Key">Names it among those: letters, digits and dots.</param>
/// <param name="At">When it was reported.</param>
/// <param name="Concerned">Those whom it concerns: they don't decide.</param>
/// <param name="Reporters">Who reported it.</param>
internal sealed record OpenReport(string OrganisationId, string AskKind, string Key, DateTimeOffset At, IReadOnlyCollection<MemberId> Concerned, IReadOnlyList<MemberId> Reporters);
