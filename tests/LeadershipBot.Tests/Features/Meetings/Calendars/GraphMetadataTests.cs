using System.Text.Json.Nodes;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>
/// The stand-in for Graph is held to Microsoft's description of its types. Where the description isn't beside the clone nothing is
/// compared: this test is skipped then and says why, and fails where skipping is forbidden.
/// </summary>
public sealed class GraphMetadataTests
{
    [Fact]
    public void What_Graph_does_not_have_is_found_in_what_the_stand_in_says()
    {
        Needs.SharedData("schemas/graph-v1.0-metadata.xml");
        Assert.Empty(GraphMetadata.Foreign(new JsonObject { ["id"] = "1", ["subject"] = "Board", ["sensitivity"] = "private" }, "event"));
        Assert.Equal(["event.topic"], GraphMetadata.Foreign(new JsonObject { ["id"] = "1", ["topic"] = "Board" }, "event"));
        Assert.Single(GraphMetadata.Foreign(new JsonObject { ["sensitivity"] = "secret" }, "event"));
        Assert.Equal(["type meetup"], GraphMetadata.Foreign(new JsonObject(), "meetup"));
    }
}
