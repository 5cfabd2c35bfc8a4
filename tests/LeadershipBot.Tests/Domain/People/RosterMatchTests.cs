using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Tests.Domain.People;

public sealed class RosterMatchTests
{
    private static readonly MemberId Ann = new("t", "1");
    private static readonly MemberId Ben = new("t", "2");

    [Fact]
    public void An_address_of_one_account_is_a_match_whether_it_is_the_mail_or_the_sign_in_name()
    {
        Assert.Equal(Ann, Only(Listed("a@b.uk"), In(Ann, email: "a@b.uk")).MatchedTo);
        Assert.Equal(Ann, Only(Listed("a@b.uk"), In(Ann, email: "", upn: "a@b.uk")).MatchedTo);
        Assert.Equal(Ann, Only(Listed("a@b.uk"), In(Ann, email: "a@b.uk"), In(Ann, email: "a@b.uk", upn: "a@b.uk")).MatchedTo);
    }

    [Fact]
    public void A_guest_another_tenant_and_an_address_of_two_accounts_match_nobody()
    {
        Assert.Empty(RosterMatch.Changes([Listed("a@b.uk")], [In(Ann, email: "a@b.uk") with { Standing = RosterStanding.Guest }]));
        Assert.Empty(RosterMatch.Changes([Listed("a@b.uk")], [In(Ann, email: "a@b.uk") with { Standing = RosterStanding.OtherTenant }]));
        Assert.Empty(RosterMatch.Changes([Listed("a@b.uk")], [In(Ann, email: "a@b.uk"), In(Ben, email: "", upn: "a@b.uk")]));
    }

    [Fact]
    public void What_is_as_it_was_is_no_change_and_a_match_that_is_gone_is_taken_back()
    {
        var matched = Listed("a@b.uk") with { MatchedTo = Ann, MatchedName = "Ann" };
        Assert.Empty(RosterMatch.Changes([matched], [In(Ann, email: "a@b.uk")]));
        Assert.Null(Only(matched).MatchedTo);
    }

    [Fact]
    public void Who_was_found_by_their_own_chat_need_be_in_no_team_until_another_account_has_the_address()
    {
        var matched = Listed("a@b.uk") with { MatchedTo = Ann, MatchedName = "Ann", IsFoundInOwnChat = true };
        Assert.Empty(RosterMatch.Changes([matched], []));
        Assert.Empty(RosterMatch.Changes([matched], [In(Ann, email: "a@b.uk")]));
        Assert.Equal((Ben, false), (Only(matched, In(Ben, email: "a@b.uk")).MatchedTo, Only(matched, In(Ben, email: "a@b.uk")).IsFoundInOwnChat));
        Assert.Null(Only(matched, In(Ann, email: "a@b.uk"), In(Ben, email: "a@b.uk")).MatchedTo);
    }

    [Fact]
    public void Nobody_is_matched_again_who_said_that_it_is_not_them()
    {
        Assert.Empty(RosterMatch.Changes([Listed("a@b.uk") with { NotMe = Ann }], [In(Ann, email: "a@b.uk")]));
        Assert.Equal(Ben, Only(Listed("a@b.uk") with { NotMe = Ann }, In(Ben, email: "a@b.uk")).MatchedTo);
    }

    [Fact]
    public void Confirmed_they_are_what_the_list_says_and_whoever_is_a_member_already_loses_nothing()
    {
        var listed = Listed("a@b.uk");
        listed = listed with { MatchedName = "Ann Teams", As = listed.As with { Practices = Codes("A81001"), Profession = Profession.Gp } };

        var fresh = RosterMatch.Confirmed(listed, Ann, null);
        Assert.Equal(("Ann Listed", "a@b.uk", Profession.Gp, Ann), (fresh.Name, fresh.Email, fresh.Profession, fresh.Id));

        var before = new Member(Ann, "Dr Ann", Roles.Chair) { Practices = Codes("A81002"), Contract = Contract.Partner };
        var merged = RosterMatch.Confirmed(listed, Ann, before);
        Assert.Equal(("Dr Ann", Roles.Chair, Contract.Partner), (merged.Name, merged.Roles, merged.Contract));
        Assert.Equal(Codes("A81001").With(Codes("A81002")), merged.Practices);

        Assert.Null(RosterMatch.Confirmed(listed, Ann, before with { LeftAt = DateTimeOffset.UnixEpoch }).LeftAt);
        Assert.Equal(Roles.Member, RosterMatch.Confirmed(listed, Ann, before with { LeftAt = DateTimeOffset.UnixEpoch }).Roles);
    }

    [Fact]
    public void What_the_list_gave_a_confirmed_match_a_later_list_can_take_away()
    {
        var facts = new ImportedFacts(Roles.Chair, Codes("A81001"), PracticeCodes.None);
        var listed = Listed("a@b.uk");
        listed = listed with { As = listed.As with { Roles = Roles.Chair, Practices = Codes("A81001"), Imported = facts } };

        var merged = RosterMatch.Confirmed(listed, Ann, new Member(Ann, "Dr Ann", Roles.Member) { JoinedThemselves = true, ChosenContract = Contract.Locum });

        Assert.Equal((facts, false, Contract.Locum), (merged.Imported, merged.JoinedThemselves, merged.ChosenContract));
    }

    private static Invited Only(Invited invited, params RosterPerson[] people) => Assert.Single(RosterMatch.Changes([invited], people));

    private static Invited Listed(string email) => new(email, new Member(default, "Ann Listed", Roles.Member));

    private static RosterPerson In(MemberId id, string email, string upn = "") => new(id, RosterStanding.Member) { Name = "Ann", Email = email, UserPrincipalName = upn };

    private static PracticeCodes Codes(string code) => PracticeCodes.Of([OdsCode.Parse(code)]);
}
