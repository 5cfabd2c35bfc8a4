using System.Globalization;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Arranging;

/// <summary>
/// Tells which parts of a meeting's dialog somebody else changed while it was open: it carries a mark of each part as it stood
/// when it was opened, so that a save never takes back what its writer hasn't seen.
/// </summary>
internal static class FormMarks
{
    /// <summary>All marks of a dialog.</summary>
    public const int CharactersMax = 100;

    private const int MarkCharacters = 8;
    private const char Between = '.';

    private static readonly (string Name, Func<MeetingForm, string> Of, Func<MeetingForm, MeetingForm, MeetingForm> Take)[] Parts =
    [
        ("meetings.form.part.title", form => form.Title, (form, from) => form with { Title = from.Title }),
        ("meetings.form.part.time", form => $"{form.Day} {form.From} {form.Until}", (form, from) => form with { Day = from.Day, From = from.From, Until = from.Until }),
        ("meetings.form.part.place", form => form.Place, (form, from) => form with { Place = from.Place }),
        ("meetings.form.part.link", form => form.JoinUrl, (form, from) => form with { JoinUrl = from.JoinUrl }),
        ("meetings.form.part.agenda", form => string.Join('\n', form.Agenda.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), (form, from) => form with { Agenda = from.Agenda }),
        ("meetings.form.part.called", form => form.AsksWhom ? form.Called.ToText() : "", (form, from) => form with { Called = from.Called }),
        ("meetings.form.part.quorum", form => RuleOf(form.Quorum), (form, from) => form with { Quorum = from.Quorum }),
    ];

    /// <summary>The marks of what stands in a dialog.</summary>
    public static string Of(MeetingForm form) => string.Join(Between, Parts.Select(part => Mark(part.Name, part.Of(form))));

    /// <summary>The keys of the names of the parts that were changed meanwhile, and that this save would change back; none where it may be saved.</summary>
    /// <param name="sent">The dialog as it was sent.</param>
    /// <param name="now">As it would stand in it if it were opened now.</param>
    public static IReadOnlyList<string> Overwritten(MeetingForm sent, MeetingForm now)
        => [.. Stale(sent, now).Where(part => part.Of(sent) != part.Of(now)).Select(part => part.Name)];

    /// <summary>The dialog with what was changed meanwhile in it, where its writer hadn't touched that; what they typed stays.</summary>
    public static MeetingForm Merged(MeetingForm sent, MeetingForm now)
    {
        var marks = sent.Marks.Split(Between);
        return Stale(sent, now).Where(part => marks.Contains(Mark(part.Name, part.Of(sent)))).Aggregate(sent, (form, part) => part.Take(form, now)) with { Marks = Of(now) };
    }

    private static IEnumerable<(string Name, Func<MeetingForm, string> Of, Func<MeetingForm, MeetingForm, MeetingForm> Take)> Stale(MeetingForm sent, MeetingForm now)
        => sent.Marks.Split(Between) is { } marks && marks.Length == Parts.Length ? Parts.Where((part, i) => marks[i] != Mark(part.Name, part.Of(now))) : [];

    private static string Mark(string name, string content) => Keys.Hash(name, content)[..MarkCharacters];

    /// <summary>A quorum in one text: people, share, practices, localities, and whether deputies count.</summary>
    public static string RuleOf(QuorumRule rule)
        => string.Create(CultureInfo.InvariantCulture, $"{rule.People} {rule.SharePercent} {rule.Practices} {rule.Localities} {rule.CountsDeputies}");
}
