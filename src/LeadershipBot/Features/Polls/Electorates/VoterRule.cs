using LeadershipBot.Domain;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>For whom somebody votes where practices do, and who does so for those who don't.</summary>
internal static class VoterRule
{
    /// <summary>For which practices the person's answer counts, as their organisation knows them at this moment; none where people are counted.</summary>
    public static Ruling<PracticeCodes> CountsFor(PollHead head, Actor actor)
    {
        var hat = actor.In(head.Poll.Organisation).Hat;
        return CountsFor(head, PracticesOf(head, actor), hat.LeadOf);
    }

    /// <summary>The same for somebody who isn't acting now, by the list as it was read with the poll.</summary>
    public static Ruling<PracticeCodes> CountsFor(PollHead head, string person)
        => head.Votes?.Roll?.People.GetValueOrDefault(person) is { } rolled
            ? CountsFor(head, rolled.Practices, rolled.LeadOf)
            : CountsFor(head, PracticeCodes.None, PracticeCodes.None);

    /// <summary>What the person is told of who casts the vote of their practice; null where people are counted, or nothing is known of them.</summary>
    public static Statement? WhoCasts(PollHead head, Actor actor) => WhoCasts(head, PracticesOf(head, actor));

    /// <summary>The confirmed practices of somebody in the poll's organisation.</summary>
    public static PracticeCodes PracticesOf(PollHead head, Actor actor)
        => PracticeCodes.Parse(string.Join(',', actor.In(head.Poll.Organisation).Hat.Practices.Select(practice => practice.Code)));

    /// <summary>The same for somebody who isn't acting now.</summary>
    public static Statement? WhoCasts(PollHead head, string person)
        => head.Votes?.Roll?.People.GetValueOrDefault(person) is { } rolled ? WhoCasts(head, rolled.Practices) : null;

    private static Ruling<PracticeCodes> CountsFor(PollHead head, PracticeCodes practices, PracticeCodes leadOf)
        => head.Poll.Privacy.Electorate.CountsFor(practices, leadOf, head.Votes?.Roll?.LeadsOf(practices) ?? "");

    private static Statement? WhoCasts(PollHead head, PracticeCodes practices)
        => practices.All.Count == 0 || head.Votes?.Roll is not { } roll ? null : head.Poll.Privacy.Electorate.WhoCasts(roll.LeadsOf(practices));
}
