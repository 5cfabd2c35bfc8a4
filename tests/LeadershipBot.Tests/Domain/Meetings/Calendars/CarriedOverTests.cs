using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Meetings.Calendars;

/// <summary>What goes over from a meeting that ended to the one in its place: once, and never over what is there already.</summary>
public sealed class CarriedOverTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly QuorumRule Own = new() { People = 7 };

    private static readonly Meeting From = At("old", Now.AddDays(3)) with { CancelledBecause = "Gone", LastItem = 4, Content = At("old", Now.AddDays(3)).Content with { Agenda = [new AgendaItem("2", "Minutes"), new AgendaItem("4", "Budget")], Quorum = Own } };

    [Fact]
    public void Agenda_and_quorum_go_over_with_their_ids_once_and_who_answered_hears_of_the_new_day()
    {
        var to = CarriedOver.Take(At("new", Now.AddDays(4)), From, hasAnswers: true, Now);
        Assert.Equal((From.Content.Agenda, Own, 4, "old", 1, 1), (to.Content.Agenda, to.Content.Quorum, to.LastItem, to.CarriedFrom, to.News, to.Revision));
        Assert.Equal(Now.AddDays(4), to.Content.StartsAt);
        Assert.Same(to, CarriedOver.Take(to, From, hasAnswers: true, Now));
        Assert.True(CarriedOver.Fits(to, From, Now)); // it went, also where it is looked at again
        Assert.Equal(0, CarriedOver.Take(At("new", Now.AddDays(4)), From, hasAnswers: false, Now).News);
    }

    [Fact]
    public void Only_a_quorum_that_somebody_set_goes_over_and_over_none_that_somebody_set()
    {
        var (usual, other) = (new QuorumRule { People = 4 }, new QuorumRule { People = 5 });
        var to = At("new", Now.AddDays(4)) with { UsualQuorum = other, Content = At("new", Now.AddDays(4)).Content with { Quorum = other } };
        Assert.Equal(Own, QuorumOf(to, From with { UsualQuorum = usual }));
        Assert.Equal(other, QuorumOf(to, From with { UsualQuorum = Own })); // what its calendar asked for then
        Assert.Equal(usual, QuorumOf(to with { Content = to.Content with { Quorum = usual } }, From with { UsualQuorum = other }));

        static QuorumRule QuorumOf(Meeting to, Meeting from) => CarriedOver.Take(to, from, hasAnswers: false, Now).Content.Quorum;
    }

    [Fact]
    public void Who_answered_hears_nothing_of_one_that_is_where_the_other_was()
        => Assert.Equal((0, 1), CarriedOver.Take(At("new", Now.AddDays(3)), From, hasAnswers: true, Now) is var to ? (to.News, to.Revision) : default);

    [Fact]
    public void Nothing_goes_to_a_meeting_that_has_something_of_its_own_is_off_has_begun_or_is_the_organisations_own()
    {
        var free = At("new", Now.AddDays(4));
        Meeting[] others =
        [
            free with { LastItem = 1 }, // it had an agenda once, as one that came back
            free with { Content = free.Content with { Agenda = [new AgendaItem("1", "Hubs")] }, LastItem = 1 },
            free with { CarriedFrom = "another" },
            free with { CancelledBecause = "Off" },
            free with { IsUnshared = true },
            free with { Source = free.Source! with { Calendar = "" } },
            free with { Source = null },
            At("new", Now.AddHours(-1)),
        ];
        Assert.All(others, one => Assert.False(CarriedOver.Fits(one, From, Now)));
        Assert.All(others, one => Assert.Same(one, CarriedOver.Take(one, From, hasAnswers: true, Now)));
        Assert.True(CarriedOver.Fits(free, From, Now));
    }

    private static Meeting At(string id, DateTimeOffset at)
        => new(id, new OrganisationName("larkford", "Larkford"), new MeetingContent("Huddle", at, at.AddHours(1), "Europe/London")) { Source = new MeetingSource("larkford.c", 3) };
}
