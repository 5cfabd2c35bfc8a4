namespace LeadershipBot.Tests.Architecture;

public sealed class RoomTests
{
    public static TheoryData<string> Rooms => [.. Room.All.Select(room => room.Name)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_nothing_that_it_must_not_know(string name)
    {
        var room = Room.All.Single(one => one.Name == name);
        var uses = Uses.In(room.Assembly);
        Assert.Contains(uses, use => use.By.StartsWith(room.Prefix, StringComparison.Ordinal));
        var breaches = room.Breaches(uses).Select(use => use.ToString()).Distinct().ToList();
        Findings.None(breaches.Except(room.Exceptions.Keys));
        Findings.None(room.Exceptions.Keys.Except(breaches));
    }

    [Theory]
    [InlineData("System.TimeProvider")]
    [InlineData("System.DateTime.UtcNow")]
    [InlineData("System.DateTimeOffset.Now")]
    [InlineData("System.Guid.NewGuid")]
    [InlineData("System.Random")]
    [InlineData("System.IO.File")]
    [InlineData("System.Net.Http.HttpClient")]
    [InlineData("System.Threading.Tasks.Task")]
    [InlineData("System.Text.Json.JsonDocument")]
    [InlineData("Mono.Cecil.ModuleDefinition")]
    [InlineData("LeadershipBot.Storage.IRecordStore")]
    [InlineData("LeadershipBot.Microsoft365.Cards.CardLibrary")]
    public void A_rule_that_reaches_out_of_Domain_is_found(string use) => Finds(Room.Domain, typeof(GuiltyRule), "LeadershipBot.Domain.Polls", use);

    [Theory]
    [InlineData("LeadershipBot.Domain.Polls.Poll")]
    [InlineData("LeadershipBot.Features.Polls.PollHead")]
    [InlineData("LeadershipBot.Microsoft365.Teams.Activity")]
    [InlineData("Microsoft.AspNetCore.Http.HttpContext")]
    public void A_store_that_knows_what_it_keeps_is_found(string use) => Finds(Room.Storage, typeof(GuiltyReach), "LeadershipBot.Storage", use);

    [Theory]
    [InlineData("LeadershipBot.Domain.Polls.Poll")]
    [InlineData("LeadershipBot.Features.Polls.PollHead")]
    [InlineData("LeadershipBot.Storage.IRecordStore")]
    [InlineData("Microsoft.AspNetCore.Http.HttpContext")]
    public void A_protocol_that_knows_a_feature_or_a_store_is_found(string use) => Finds(Room.Microsoft365, typeof(GuiltyReach), "LeadershipBot.Microsoft365.Teams", use);

    [Theory]
    [InlineData("LeadershipBot.Features.Polls.PollHead")]
    [InlineData("LeadershipBot.Domain.Polls.Poll")]
    public void A_shell_that_knows_a_feature_is_found(string use) => Finds(Room.Shell, typeof(GuiltyReach), "LeadershipBot.Shell.Delivery", use);

    [Theory]
    [InlineData("LeadershipBot.Features.Polls.PollHead")]
    [InlineData("LeadershipBot.Microsoft365.Teams.Activity")]
    [InlineData("Microsoft.AspNetCore.Http.HttpContext")]
    [InlineData("System.Net.Http.HttpClient")]
    [InlineData("Azure.Core.TokenCredential")]
    public void A_feature_that_uses_another_or_the_web_is_found(string use) => Finds(Room.Feature, typeof(GuiltyReach), "LeadershipBot.Features.Members", use);

    [Fact]
    public void A_feature_may_use_itself()
        => Assert.DoesNotContain(Room.Feature.Breaches(As("LeadershipBot.Features.Polls", typeof(GuiltyReach))), use => use.Of == "LeadershipBot.Features.Polls.PollHead");

    [Theory]
    [InlineData("LeadershipBot.Features.Polls.PollHead")]
    [InlineData("LeadershipBot.Domain.Polls.Poll")]
    [InlineData("LeadershipBot.Storage.IRecordStore")]
    [InlineData("LeadershipBot.Microsoft365.Teams.Activity")]
    public void A_stand_in_that_knows_more_than_the_protocol_is_found(string use) => Finds(Room.Simulator, typeof(GuiltyReach), "LeadershipBot.Simulator.People", use);

    private static void Finds(Room room, Type guilty, string within, string use)
        => Assert.Contains(room.Breaches(As(within, guilty)), breach => breach.Of == use || $"{breach.Of}.{breach.Member}" == use);

    private static IEnumerable<Use> As(string within, Type guilty) => Uses.In(guilty).Select(use => use with { By = $"{within}.{guilty.Name}" });
}
