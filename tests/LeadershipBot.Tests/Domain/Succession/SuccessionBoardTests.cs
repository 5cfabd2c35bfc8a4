using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;

namespace LeadershipBot.Tests.Domain.Succession;

public sealed class SuccessionBoardTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void Red_seats_come_first_then_what_ends_first()
    {
        var board = Of([Line("late", "2027-06-30", "ann"), Line("soon", "2026-08-31", "ben"), Line("red", "2026-10-31", "cat"), Line("shadow", "2026-04-01", "dan") with { Rung = Rung.Shadow }], ("soon", 2, 0));

        Assert.Equal(["red", "shadow", "soon", "late"], board.Seats.Select(seat => seat.Post.Title));
        Assert.Equal([SeatState.Red, SeatState.Held, SeatState.EndsSoon, SeatState.Held], board.Seats.Select(seat => seat.State));
        Assert.Equal(1, board.Red);
    }

    [Fact]
    public void Whoever_was_appointed_is_on_the_bench_no_more()
        => Assert.Equal((1, SeatState.EndsSoon), Of([Line("soon", "2026-08-31", "ben")], ("soon", 2, 1)).Seats.Select(seat => (seat.ReadyNow, seat.State)).Single());

    [Fact]
    public void Terms_stand_on_a_timeline_by_quarter_and_benches_by_locality()
    {
        var board = Of([Line("a", "2026-06-30", "ann"), Line("b", "2026-04-01", "ben") with { Locality = "vale" }, Line("c", "2029-12-31", "cat") with { Locality = "vale" }, Line("d", null, "dan")], ("b", 3, 0));

        Assert.Equal([(new DateOnly(2026, 4, 1), 2, 1), (new DateOnly(2029, 10, 1), 1, 0)], board.Timeline.Select(quarter => (quarter.From, quarter.Ends, quarter.Red)));
        Assert.Equal([("", 2, 1, 0), ("vale", 2, 0, 3)], board.Localities.Select(one => (one.Locality, one.Posts, one.Red, one.ReadyNow)));
    }

    [Fact]
    public void Somebody_with_three_posts_or_the_only_link_is_a_risk_and_two_posts_pull()
    {
        var board = Of([
            Line("a", "2029-01-01", "ann"), Line("b", "2029-01-01", "ann"), Line("c", "2029-01-01", "ann"),
            Line("d", "2029-01-01", "ben"), Line("e", "2029-01-01", "ben"),
            Line("f", "2029-01-01", "cat") with { OnlyLinkTo = "Wellbeing Board" },
            Line("g", "2029-01-01", "dan", "eve") with { OnlyLinkTo = "Council", Places = 2 },
            Line("h", "2026-01-01", "ben")]);

        Assert.Equal(["ann", "cat"], board.Holders.Where(one => one.IsKeyPerson).Select(one => one.Who.Name));
        Assert.Equal([("ben", 4m)], board.Holders.Where(one => one is { IsPulled: true, IsKeyPerson: false }).Select(one => (one.Who.Name, one.Sessions)));
    }

    [Fact]
    public void Drafts_and_withdrawn_posts_that_nobody_holds_are_left_out()
    {
        var board = Of([Line("draft", null) with { IsPublished = false }, Line("gone", null) with { IsWithdrawn = true }, Line("still", "2026-05-01", "ann") with { IsWithdrawn = true }]);
        Assert.Equal(["still"], board.Seats.Select(seat => seat.Post.Title));
        Assert.Equal(SeatState.Held, board.Seats[0].State); // nobody needs to follow
    }

    /// <param name="posts">The posts.</param>
    /// <param name="counts">How many applied who are ready now, and how many of them were appointed.</param>
    private static SuccessionBoard Of(IReadOnlyCollection<PostLine> posts, params (string Key, int Ready, int Appointed)[] counts)
        => SuccessionBoard.Of(posts, counts.ToDictionary(one => one.Key, one => new ApplicantCounts(one.Ready - one.Appointed, 0, 0, one.Appointed, 0, 0, 0) { ReadyNow = one.Ready - one.Appointed }), Today);

    private static PostLine Line(string title, string? until, params string[] holders)
        => new(title, title, Rung.Seat, "", 1, 2, [.. holders.Select(who => new Tenure("t" + who, new Person(new MemberId("tenant", who), who), new DateOnly(2023, 1, 1), until is null ? null : DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture)))]) { IsPublished = true };
}
