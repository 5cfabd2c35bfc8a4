using LeadershipBot.Domain.Meetings;

namespace LeadershipBot.Features.Meetings;

/// <summary>A meeting in the version that was read.</summary>
internal sealed record MeetingHead(Meeting Meeting, string ETag)
{
    public string Key => MeetingRows.KeyOf(Meeting);
}
