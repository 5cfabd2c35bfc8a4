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
        => Assert.Equal(isAsked, GpsAndNursesOfTheVale.Includes(localities.Split(','), Roles.Member, profession));

    [Fact]
    public void Whoever_holds_one_of_the_roles_is_asked()
    {
        var leaders = PollAudience.Everybody with { Roles = Roles.Chair | Roles.LocalityLead };

        Assert.True(leaders.Includes([], Roles.Organiser | Roles.Chair, null));
        Assert.False(leaders.Includes([], Roles.Organiser, null));
        Assert.True(PollAudience.Everybody.Includes([], Roles.Member, null));
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        var read = PollAudience.Everybody.Choosing(GpsAndNursesOfTheVale.ToText());

        Assert.Equal((GpsAndNursesOfTheVale.ToText(), AskedPeople.Chosen), (read.ToText(), read.People));
        Assert.Equal("", PollAudience.Everybody.ToText());
        Assert.False(PollAudience.Everybody.Choosing(null).IsChosen);
    }
}
