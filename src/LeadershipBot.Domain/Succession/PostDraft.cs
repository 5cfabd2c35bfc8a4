using System.Globalization;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Succession;

/// <summary>Looks at a post while it is being written.</summary>
public static class PostDraft
{
    /// <summary>Why what was typed can't even be kept; null if it can: half-written posts are kept, patient data never is.</summary>
    /// <param name="content">What was typed.</param>
    /// <param name="today">The date in the writer's place, for the patient-data rule.</param>
    public static Refusal? WhyNotKept(PostContent content, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Texts.Any(one => PatientData.FindIn(one.Text, today) is not null))
            return new Refusal("shell.refused.patientData");
        if (content.Texts.FirstOrDefault(one => one.Text.Length > one.CharactersMax) is { Text: { } tooLong, CharactersMax: var max })
            return new Refusal("posts.refused.long", ("length", Number(tooLong.Length)), ("max", Number(max)));
        return null;
    }

    /// <summary>Why the first page, what the post is, can't be left behind; null if it can.</summary>
    public static Refusal? CheckFacts(PostContent content, DateOnly today)
    {
        if (WhyNotKept(content, today) is { } refusal)
            return refusal;
        if (!Shows(content.Title))
            return new Refusal("posts.refused.noTitle");
        if (content.Sessions is < 0 or > PostLimits.SessionsMax || content.Sessions * 2 % 1 != 0)
            return new Refusal("posts.refused.sessions", ("max", PostLimits.SessionsMax.ToString(CultureInfo.InvariantCulture)));
        if (content.Places is < 1 or > PostLimits.PlacesMax)
            return new Refusal("posts.refused.places", ("max", Number(PostLimits.PlacesMax)));
        return content.TenureMonths is < 0 or > PostLimits.TenureMonthsMax ? new Refusal("posts.refused.months", ("max", Number(PostLimits.TenureMonthsMax))) : null;
    }

    /// <summary>The whole of it as members may see it, or what is missing.</summary>
    public static Ruling<PostContent> Check(PostContent content, DateOnly today)
    {
        if (CheckFacts(content, today) is { } refusal)
            return refusal;
        if (content.RunBy is null)
            return new Refusal("posts.refused.noRunBy");
        if (content.Panel.Count > PostLimits.PanelMax || content.Deputies.Count > PostLimits.PanelMax)
            return new Refusal("posts.refused.panel", ("max", Number(PostLimits.PanelMax)));
        return content.Conflicts.Count > PostLimits.ConflictsMax ? new Refusal("posts.refused.conflicts", ("max", Number(PostLimits.ConflictsMax))) : content;
    }

    /// <summary>Why it can't be opened for applications so; null if it can.</summary>
    public static Refusal? WhyNotOpened(DateTimeOffset opensAt, DateTimeOffset closesAt, int places, DateOnly? interviewOn, DateTimeOffset now)
    {
        if (closesAt <= now || closesAt <= opensAt)
            return new Refusal("posts.refused.window");
        if (closesAt - opensAt > TimeSpan.FromDays(PostLimits.WindowDaysMax) || opensAt > now.AddDays(PostLimits.WindowDaysMax))
            return new Refusal("posts.refused.windowLong", ("max", Number(PostLimits.WindowDaysMax)));
        if (places is < 1 or > PostLimits.PlacesMax)
            return new Refusal("posts.refused.places", ("max", Number(PostLimits.PlacesMax)));
        return interviewOn is { } day && day < DateOnly.FromDateTime(closesAt.UtcDateTime) ? new Refusal("posts.refused.interview") : null;
    }

    internal static bool Shows(string words) => !string.IsNullOrWhiteSpace(FoldedText.Of(words));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
