using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Watching;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Domain.Fellowships;
using Moq;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Who can be chosen to run a fellowship and to shortlist, and when a change of them is told.</summary>
public sealed class RoleChoicesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_runs_it_can_be_chosen_however_many_others_could()
    {
        var last = new Person(new MemberId("tenant", "last"), "Zoe Zander");
        var all = Enumerable.Range(0, 60).Select(one => new RoleHolder(new MemberId("tenant", "o" + one), $"Ann {one}", "", Roles.Organiser)).Append(new RoleHolder(last.Id, last.Name, "", Roles.Organiser));
        var holders = new Mock<IRoleHolders>();
        holders.Setup(one => one.ListAsync("here", It.IsAny<Roles>(), It.IsAny<CancellationToken>())).ReturnsAsync(all.ToList());
        var (makers, _) = await new RoleChoices(holders.Object).ListAsync("here", Roles.Organiser | Roles.Chair, last, [], Token);
        Assert.Contains(makers, choice => choice.Json["title"]!.ToString() == last.Name);
    }

    [Fact]
    public void A_panel_in_another_order_is_no_change_of_who_decides()
    {
        var (one, two) = (new Person(new MemberId("tenant", "one"), "One"), new Person(new MemberId("tenant", "two"), "Two"));
        var before = FellowshipTests.Approved with { Content = FellowshipTests.Approved.Content with { Panel = [one, two] } };
        Assert.Empty(Told(before with { Content = before.Content with { Panel = [two, one] }, Revision = 1 }));
        Assert.NotEmpty(Told(before with { Content = before.Content with { Panel = [two] }, Revision = 1 }));

        IEnumerable<string> Told(Fellowship after) => NoteOrders.Of("here.abc", before, after, Now).Select(change => change.RowKey);
    }
}
