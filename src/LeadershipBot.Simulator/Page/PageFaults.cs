using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Faults;

namespace LeadershipBot.Simulator.Page;

/// <summary>The few faults that the page offers by name.</summary>
internal static class PageFaults
{
    private const int CallsByDefault = 5;

    /// <summary>Turns a named fault on; an unknown name is refused.</summary>
    public static void TurnOn(FaultScript script, string name, int? calls)
    {
        var count = Math.Clamp(calls ?? CallsByDefault, 1, 1_000);
        switch (name)
        {
            case "throttle":
                script.Throttle(count, retryAfterSeconds: 2);
                break;
            case "slow":
                script.Next(count, new Fault(FaultKind.Delay, By: TimeSpan.FromSeconds(4)));
                break;
            case "drop":
                script.Next(count, new Fault(FaultKind.DropAfterApplying));
                break;
            case "redeliver":
                script.Redelivery = new Redelivery(SameId: 1, NewIdAfter: TimeSpan.FromSeconds(30));
                break;
            case "none":
                script.Clear();
                break;
            default:
                throw new PageRefusal(400, "NoSuchFault", "A fault is one of throttle, redeliver, slow, drop, none.");
        }
    }

    /// <summary>The names of the faults that are on.</summary>
    public static JsonObject Active(FaultScript script)
    {
        var names = script.Waiting.Select(fault => fault.Kind switch
        {
            FaultKind.Delay => "slow",
            FaultKind.DropAfterApplying => "drop",
            _ => "throttle",
        }).Distinct().ToList();
        if (script.Redelivery is not null)
            names.Add("redeliver");
        return new() { ["active"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) };
    }
}
