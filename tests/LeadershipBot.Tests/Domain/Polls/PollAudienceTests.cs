using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class PollAudienceTests
{
    private static readonly PollAudience GpsAndNursesOfTheVale = PollAudience.Everybody with { Localities = ["vale"], Professions = [Profession.Gp, Profession.Nurse] };

    [Theory]
    [InlineData("vale", Profession.Gp, true)]
    [InlineData("town,vale", Profession.Nurse, true)]
    [InlineData("town", Profession.Gp, false)]
    [InlineData("vale", Profession.Lay, false)]
    [InlineData("vale", null, false)]
    [InlineData("", Profession.Gp, false)]
    public void Several_of_one_sort_widen_it_and_another_sort_narrows_it(string localities, Profession? profession, bool isAsked)
        => Assert.Equal(isAsked, GpsAndNursesOfTheVale.Includes(localities.Split(','), Roles.Member, profession, []));

    [Fact]
    public void Whoever_holds_one_of_the_roles_is_asked()
    {
        var leaders = PollAudience.Everybody with { Roles = Roles.Chair | Roles.LocalityLead };

        Assert.True(leaders.Includes([], Roles.Organiser | Roles.Chair, null, []));
        Assert.False(leaders.Includes([], Roles.Organiser, null, []));
        Assert.True(PollAudience.Everybody.Includes([], Roles.Member, null, []));
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        var read = PollAudience.Everybody.Choosing(GpsAndNursesOfTheVale.ToText());

        Assert.Equal((GpsAndNursesOfTheVale.ToText(), AskedPeople.Chosen), (read.ToText(), read.People));
        Assert.Equal("", PollAudience.Everybody.ToText());
        Assert.False(PollAudience.Everybody.Choosing(null).IsChosen);
    }

    [Fact]
    public void A_team_is_a_sort_of_its_own_that_narrows_the_others()
    {
        var gps = PollAudience.Everybody with { Professions = [Profession.Gp], Teams = ["t1.a", "t1.b"], TeamNames = "Hub project or Rota" };

        Assert.True(gps.Includes([], Roles.Member, Profession.Gp, ["t1.b"]));
        Assert.False(gps.Includes([], Roles.Member, Profession.Gp, []));
        Assert.False(gps.Includes([], Roles.Member, Profession.Lay, ["t1.a"]));
        Assert.Equal(AskedPeople.Teams, gps.People);
        var read = PollAudience.Everybody.Choosing(gps.ToText());
        Assert.Equal((gps.ToText(), 2), (read.ToText(), read.Teams.Count));
        Assert.Equal(GpsAndNursesOfTheVale.ToText(), PollAudience.Everybody.Choosing(";0;;t1.a").Choosing(GpsAndNursesOfTheVale.ToText()).ToText()); // as it was written before there were teams
    }
}
