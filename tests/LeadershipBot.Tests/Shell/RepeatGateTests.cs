using LeadershipBot.Shell;
using LeadershipBot.Shell.Gates;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell;

public sealed class RepeatGateTests : IDisposable
{
    private readonly SimulatorClock _clock = SimulatorClock.StoppedAt(BotUnderTest.Start);

    public void Dispose() => _clock.Dispose();

    [Fact]
    public void A_message_enters_once_by_its_id()
    {
        var gate = new RepeatGate(_clock);

        Assert.True(gate.TryEnter(Message("1")));
        Assert.False(gate.TryEnter(Message("1")));
        Assert.True(gate.TryEnter(Message("2")));
    }

    [Fact]
    public void It_is_remembered_for_at_least_five_minutes_and_not_for_ever()
    {
        var gate = new RepeatGate(_clock);
        for (var minute = 0; minute < 5; minute++)
        {
            gate.TryEnter(Message($"other {minute}"));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.True(gate.TryEnter(Message("1")));
        _clock.Advance(TimeSpan.FromMinutes(4.9));
        Assert.False(gate.TryEnter(Message("1")));
        _clock.Advance(TimeSpan.FromMinutes(5.1));
        gate.TryEnter(Message("turns over"));
        _clock.Advance(TimeSpan.FromMinutes(5.1));
        Assert.True(gate.TryEnter(Message("1")));
    }

    [Fact]
    public void A_message_whose_handling_failed_may_enter_again()
    {
        var gate = new RepeatGate(_clock);
        gate.TryEnter(Message("1"));

        gate.Forget(Message("1"));

        Assert.True(gate.TryEnter(Message("1")));
    }

    [Fact]
    public void A_press_is_answered_each_time()
    {
        var gate = new RepeatGate(_clock);
        var press = Message("1") with { Kind = ArrivalKind.Press };

        Assert.True(gate.TryEnter(press));
        Assert.True(gate.TryEnter(press));
    }

    [Fact]
    public void The_same_words_have_one_intent_whatever_their_case_and_spaces_and_the_stretch_before_is_told()
    {
        var now = BotUnderTest.Start;
        var one = RepeatGate.IntentOf(Message("1", "poll  \"A?\" Yes"), now);
        var again = RepeatGate.IntentOf(Message("2", "POLL \"a?\"   yes "), now.AddSeconds(30));
        var later = RepeatGate.IntentOf(Message("2", "poll \"A?\" Yes"), now.AddMinutes(2));

        Assert.Equal(one.Key, again.Key);
        Assert.NotEqual(one.Key, later.Key);
        Assert.Equal(one.Key, later.EarlierKey);
    }

    [Fact]
    public void Threads_of_one_channel_are_one_conversation_for_typed_words()
    {
        var one = Message("1", "poll") with { Place = Message("1").Place with { ConversationId = "19:a@thread.tacv2;messageid=1" } };
        var other = Message("2", "poll") with { Place = Message("1").Place with { ConversationId = "19:a@thread.tacv2;messageid=2" } };

        Assert.Equal(RepeatGate.IntentOf(one, BotUnderTest.Start).Key, RepeatGate.IntentOf(other, BotUnderTest.Start).Key);
    }

    [Fact]
    public void A_nonce_is_one_intent_for_one_person_and_another_for_the_next()
    {
        var one = Message("1") with { Kind = ArrivalKind.Dialog, Nonce = "n" };
        var again = one with { ActivityId = "2" };
        var other = one with { Account = one.Account with { ObjectId = "other" } };

        Assert.Equal(RepeatGate.IntentOf(one, BotUnderTest.Start).Key, RepeatGate.IntentOf(again, BotUnderTest.Start.AddDays(1)).Key);
        Assert.NotEqual(RepeatGate.IntentOf(one, BotUnderTest.Start).Key, RepeatGate.IntentOf(other, BotUnderTest.Start).Key);
    }

    private static Arrival Message(string id, string text = "help") => new()
    {
        ActivityId = id,
        Kind = ArrivalKind.Message,
        Account = new Account("ann", "tenant", "Ann", "29:ann"),
        Place = new Place(Scope.Channel, "tenant", "http://127.0.0.1/", "19:a@thread.tacv2", null),
        Text = text,
    };
}
