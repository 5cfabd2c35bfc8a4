using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using Person = LeadershipBot.Domain.Applying.Person;

namespace LeadershipBot.Tests.Domain.Applying;

/// <summary>Scores that nobody sees before their time. Three sit on the panel; applications are closed.</summary>
public sealed class ScoringTests
{
    private static readonly DateTimeOffset Later = Some.Now.AddDays(11);
    private static readonly Application Ann = Some.Of(new MemberId("tenant", "ann"));
    private static readonly Application Ben = Some.Of(new MemberId("tenant", "ben")) with { Readiness = Readiness.OneToTwoYears, SentAt = Some.Now.AddMinutes(1) };
    private static readonly Application Cat = Some.Of(new MemberId("tenant", "cat")) with { Readiness = Readiness.Exploring };
    private static readonly Standing OnPanel = new(false, false, IsOnPanel: true, false);
    private static readonly Standing Runs = new(Runs: true, false, false, false);
    private static readonly Person[] Panel = [Some.Named("p1"), Some.Named("p2"), Some.Named("p3")];

    [Fact]
    public void Whatever_is_scored_and_declared_nobody_sees_a_score_before_it_is_kept_that_they_are_shown_and_all_are_there_only_then()
        => Prop.ForAll<(int By, int Of, int Score)[], (int Who, int About)[]>((given, declared) =>
        {
            Application[] all = [Ann, Ben, Cat];
            var conflicts = declared.Take(3).Select(one => new PanelConflict(Panel[Math.Abs(one.Who % 3)].Id, one.About % 4 == 0 ? null : all[Math.Abs(one.About % 2)].Who.Id)).ToList();
            var scores = given.Select(one => new PanelScore(Panel[Math.Abs(one.By % 3)], all[Math.Abs(one.Of % 2)].Who.Id, 1 + Math.Abs(one.Score % 5), 1)).DistinctBy(one => (one.By.Id, one.Of)).ToList();
            var scoring = new Scoring(Some.Opening, all, scores, conflicts, null);
            var missing = Panel.SelectMany(_ => new[] { Ann, Ben }, (who, application) => (who, application))
                .Count(pair => !conflicts.Exists(one => one.Who == pair.who.Id && (one.About is null || one.About == pair.application.Who.Id)) && !scores.Exists(one => one.By.Id == pair.who.Id && one.Of == pair.application.Who.Id));
            var shown = new[] { Runs, OnPanel }.SelectMany(standing => all.Select(application => scoring.ShownOf(application, standing, standing.Runs ? Some.RunBy.Id : Panel[0].Id))).Any(one => one is not null);
            return scoring.Missing == missing && scoring.IsComplete == (missing == 0) && !scoring.IsRevealed && !shown;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_conflict_shuts_out_whoever_it_is_and_the_others_see_the_scores()
    {
        var scores = Panel.Skip(1).Select(one => new PanelScore(one, Ann.Who.Id, 4, 1)).ToList();
        var conflict = new PanelConflict(Panel[0].Id, Ann.Who.Id) { Name = "One" };
        Assert.True(new Scoring(Some.Opening, [Ann], scores, [conflict], null).IsComplete);
        var scoring = new Scoring(Some.Opening, [Ann], scores, [conflict], null, shown: 1);
        Assert.True(scoring.IsRevealed);
        Assert.Equal([conflict], scoring.ConflictsAbout(Ann.Who.Id));
        Assert.Null(scoring.ShownOf(Ann, OnPanel, Panel[0].Id));
        Assert.Equal(2, scoring.ShownOf(Ann, OnPanel, Panel[1].Id)!.Count);
        Assert.Equal("applying.refused.conflicted", scoring.WhyNotRead(Ann, Runs with { IsOnPanel = true }, Panel[0].Id)?.TextKey);
        Assert.Equal("applying.refused.conflicted", scoring.WhyNotScore(Ann, OnPanel, Panel[0].Id, Later)?.TextKey);
    }

    [Fact]
    public void Who_applied_left_the_panel_and_isn_t_waited_for()
    {
        var own = Some.Of(Panel[0].Id);
        var scores = Panel.Skip(1).SelectMany(_ => new[] { Ann, own }, (by, of) => new PanelScore(by, of.Who.Id, 3, 1)).ToList();
        var scoring = new Scoring(Some.Opening, [Ann, own], scores, [], null);
        Assert.Equal(["p2", "p3"], scoring.Panel.Select(one => one.Id.ObjectId));
        Assert.True(scoring.IsComplete);
        Assert.Empty(scoring.MissingOf(Panel[0].Id));
        Assert.Equal(["p2", "p3"], new Scoring(Some.Opening, [Ann, own with { Stage = Stage.Withdrawn }], scores, [], null).Panel.Select(one => one.Id.ObjectId));
    }

    [Fact]
    public void Who_explores_is_neither_scored_nor_shown_to_the_panel()
    {
        var scoring = new Scoring(Some.Opening, [Cat], [], [], null);
        Assert.False(scoring.NeedsScores || scoring.IsRevealed);
        Assert.Equal("applying.refused.notYours", scoring.WhyNotRead(Cat, OnPanel, Panel[0].Id)?.TextKey);
        Assert.Null(scoring.WhyNotRead(Cat, Runs, Some.RunBy.Id));
        Assert.Null(scoring.WhyNotShortlist(Cat));
    }

    [Fact]
    public void A_score_holds_for_what_was_read()
    {
        var scoring = new Scoring(Some.Opening with { Panel = [Panel[0]] }, [Ann with { Revision = 2 }], [new PanelScore(Panel[0], Ann.Who.Id, 4, 1)], [], null);
        Assert.Equal(1, scoring.Missing);
        Assert.Null(scoring.ScoreBy(Panel[0].Id, Ann with { Revision = 2 }));
    }

    [Fact]
    public void Nobody_scores_before_closing_nor_what_is_over_nor_once_scores_are_shown()
    {
        var scoring = new Scoring(Some.Opening, [Ann, Ben with { Stage = Stage.Withdrawn }], [], [], null);
        Assert.Equal("applying.refused.stillOpen", scoring.WhyNotScore(Ann, OnPanel, Panel[0].Id, Some.Now)?.TextKey);
        Assert.Null(scoring.WhyNotScore(Ann, OnPanel, Panel[0].Id, Later));
        Assert.Equal("applying.refused.notLive", scoring.WhyNotScore(scoring.Applications[1], OnPanel, Panel[0].Id, Later)?.TextKey);
        Assert.Equal("applying.refused.notOnPanel", scoring.WhyNotScore(Ann, Runs, Some.RunBy.Id, Later)?.TextKey);
        var ended = new Scoring(Some.Opening, [Ann], [], [], new ScoringEnd("Helen", "Callum is ill", Later));
        Assert.Equal("applying.refused.scored", ended.WhyNotScore(Ann, OnPanel, Panel[0].Id, Later)?.TextKey);
        Assert.True(ended.IsRevealed && ended.ShownOf(Ann, Runs, Some.RunBy.Id) is []);
    }

    [Fact]
    public void Nobody_is_shortlisted_while_a_score_is_missing_but_where_there_is_no_panel()
    {
        Assert.Equal("applying.refused.notScored", new Scoring(Some.Opening, [Ann], [], [], null).WhyNotShortlist(Ann)?.TextKey);
        Assert.Null(new Scoring(Some.Opening with { Panel = [] }, [Ann], [], [], null).WhyNotShortlist(Ann));
        var ofOne = new Scoring(Some.Opening with { Panel = [Panel[0]], ClosesAt = null }, [Ann, Ben with { Wave = 1 }], [], [new PanelConflict(Panel[0].Id, null)], null, shown: 1);
        Assert.Null(ofOne.WhyNotShortlist(Ben with { Wave = 1 })); // who came after the only one had stepped back waits for nobody
        Assert.Null(new Scoring(Some.Opening, [Ann, Ben], [], [], null).WhyNotShortlist(Ben with { Stage = Stage.Shortlisted }));
    }

    [Fact]
    public void A_panel_that_is_changed_later_neither_shows_nor_hides_anything_and_who_saw_scores_changes_none()
    {
        var first = Panel.Take(2).Select(one => new PanelScore(one, Ann.Who.Id, 4, 1)).ToList();
        var smaller = new Scoring(Some.Opening with { Panel = Panel[..2] }, [Ann], first, [], null); // the third, who hadn't scored, was taken off
        Assert.True(!smaller.IsRevealed && smaller.ShownOf(Ann, Runs, Some.RunBy.Id) is null && smaller.WhyNotShortlist(Ann) is not null);
        var larger = new Scoring(Some.Opening, [Ann], first, [], null, shown: 1); // the third was added once they were shown
        Assert.True(larger.IsRevealed && larger.Missing == 0 && larger.WhyNotShortlist(Ann) is null);
        Assert.Equal(2, larger.ShownOf(Ann, OnPanel, Panel[0].Id)!.Count);
        Assert.Equal("applying.refused.scored", larger.WhyNotScore(Ann, OnPanel, Panel[0].Id, Later)?.TextKey);
        Assert.Equal("applying.refused.scored", larger.WhyNotScore(Ann, OnPanel, Panel[2].Id, Later)?.TextKey);
    }

    [Fact]
    public void What_comes_after_scores_were_shown_is_scored_unseen_and_the_others_stay_shown()
    {
        var late = Ben with { Wave = 1 };
        var scoring = new Scoring(Some.Opening with { ClosesAt = null }, [Ann, late], [new PanelScore(Panel[0], Ann.Who.Id, 4, 1), new PanelScore(Panel[0], late.Who.Id, 2, 1)], [], null, shown: 1);
        Assert.True(!scoring.IsRevealed && scoring.NeedsScores && scoring.Missing == 2);
        Assert.Single(scoring.ShownOf(Ann, Runs, Some.RunBy.Id)!);
        Assert.Null(scoring.ShownOf(late, Runs, Some.RunBy.Id));
        Assert.Null(scoring.WhyNotShortlist(Ann));
        Assert.Equal("applying.refused.notScored", scoring.WhyNotShortlist(late)?.TextKey);
        Assert.Null(scoring.WhyNotScore(late, OnPanel, Panel[0].Id, Later));
    }

    [Fact]
    public void What_is_not_offered_any_more_needs_no_scores_for_a_no_and_a_score_of_somebody_with_a_conflict_counts_for_nothing()
    {
        Assert.Null(new Scoring(Some.Opening with { Set = OpeningState.Withdrawn }, [Ann], [], [], null).WhyNotShortlist(Ann));
        var scores = Panel.Select(one => new PanelScore(one, Ann.Who.Id, 4, 1)).ToList();
        Assert.Equal(2, new Scoring(Some.Opening, [Ann], scores, [new PanelConflict(Panel[0].Id, null)], null, shown: 1).ShownOf(Ann, Runs, Some.RunBy.Id)!.Count);
    }

    [Fact]
    public void A_conflict_that_is_declared_after_scores_were_shown_takes_none_of_them_away_and_shuts_out_from_then_on()
    {
        var late = Ben with { Wave = 1 };
        var scores = Panel.SelectMany(_ => new[] { Ann, late }, (by, of) => new PanelScore(by, of.Who.Id, 4, 1)).ToList();
        var scoring = new Scoring(Some.Opening, [Ann, late], scores, [new PanelConflict(Panel[0].Id, null) { Shown = 1 }], null, shown: 2);
        Assert.Equal(3, scoring.ShownOf(Ann, Runs, Some.RunBy.Id)!.Count);
        Assert.Equal(2, scoring.ShownOf(late, Runs, Some.RunBy.Id)!.Count); // shown only after it was declared
        Assert.Null(scoring.ShownOf(Ann, OnPanel, Panel[0].Id));
        Assert.True(scoring.SteppedBack(Panel[0].Id) && !scoring.SteppedBack(Panel[1].Id));
    }

    [Fact]
    public void What_waits_comes_in_the_order_in_which_it_was_sent_and_the_mean_has_one_place()
    {
        Assert.Equal(["ann", "ben"], new Scoring(Some.Opening, [Ben, Ann], [], [], null).MissingOf(Panel[0].Id).Select(one => one.Who.Id.ObjectId));
        Assert.Equal(3.7, Scoring.MeanOf([.. new[] { 3, 4, 4 }.Select(score => new PanelScore(Panel[0], Ann.Who.Id, score, 1))]));
        Assert.Equal(4.3, Scoring.MeanOf([.. new[] { 4, 4, 4, 5 }.Select(score => new PanelScore(Panel[0], Ann.Who.Id, score, 1))])); // 4.25
        Assert.Null(Scoring.MeanOf([]));
    }
}
