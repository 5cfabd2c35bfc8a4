using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>Who may send to everybody, and see and stop it; and what the report of it says.</summary>
public sealed class SendingRightsTests : WholeApp
{
    private const string Question = "Extend hours?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_that_Teams_delivers_again_sends_once()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        var form = SendingTrial.FormOf(await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), Question);
        bot.Teams.Faults.Redelivery = new Redelivery(SameId: 2);

        await bot.Chair.Sends(form);
        await bot.PassAsync(TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(5));
        await bot.Chair.Sends(form); // and once more, as with a new id
        bot.Teams.Faults.Redelivery = null;
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Single(await bot.RowsAsync("SendingIndex", SendingTrial.Organisation));
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
    }

    [Fact]
    public async Task A_member_without_a_role_sends_to_nobody_whatever_their_client_says()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);

        await bot.Priya.Sends(SendingTrial.FormOf(await PollForms.OpenAsync(bot.Priya, bot.Priya.Chat), Question));
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Empty(await bot.RowsAsync("SendingIndex", SendingTrial.Organisation));
        Assert.Empty(SendingTrial.CardsOf(bot, bot.Yusuf, Question));
    }

    [Fact]
    public async Task An_organiser_of_another_organisation_neither_sees_nor_stops_nor_repeats_it()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere");
        await bot.ListsAsync(bot.Tomasz, "elsewhere", Roles.Organiser | Roles.Chair);
        bot.Teams.World.SetInstall(bot.Yusuf.Chat, InstallState.Blocked);
        var sending = await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        foreach (var verb in new[] { "sendings.show", "sendings.people", "sendings.stop", "sendings.cancel", "sendings.again", "sendings.report" })
        {
            foreach (var organisation in new[] { "elsewhere", SendingTrial.Organisation })
            {
                var answer = await bot.Tomasz.Executes(verb, new JsonObject { ["sending"] = sending.Id, ["organisation"] = organisation, ["round"] = 1, ["page"] = 0 });
                Assert.DoesNotContain(Question, answer.Body?.ToJsonString() ?? "", StringComparison.Ordinal);
                Assert.DoesNotContain("Demir", answer.Body?.ToJsonString() ?? "", StringComparison.Ordinal);
            }
        }

        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(sending.Wanted, (await SendingTrial.NewestAsync(bot)).Wanted);
        Assert.Empty(bot.ConsentsFor(bot.Tomasz));
    }

    [Fact]
    public async Task The_report_has_a_line_for_each_with_what_to_do_and_tells_nobody_what_they_set_for_themselves()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot, bot.Yusuf.Name);
        bot.Teams.World.SetInstall(bot.Yusuf.Chat, InstallState.Never);
        await bot.Priya.Hears("pause 7 days");
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        var progress = bot.CardsIn(bot.Chair.Chat).Single(message => CardReading.Of(message.Card()).Says("Sending · "));
        await bot.Chair.Presses("Report", progress);
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        await bot.Chair.Delivers(teams => teams.AcceptFileAsync(bot.Chair.Person, Assert.Single(bot.ConsentsFor(bot.Chair)), Token));
        await bot.PassAsync(TimeSpan.FromSeconds(3));

        var lines = Encoding.UTF8.GetString(bot.NewestUpload()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Name,Practice,Locality,State,Why,What to do,Sent at,Possibly twice,Account", lines[0]);
        Assert.Equal(people.Count + 1, lines.Length);
        var (yusuf, priya, chair) = (LineOf(bot.Yusuf), LineOf(bot.Priya), LineOf(bot.Chair));
        Assert.Contains(",unreachable,", yusuf, StringComparison.Ordinal);
        Assert.Contains("type reach", yusuf, StringComparison.Ordinal);
        Assert.Contains(",held until later,,,,,", priya, StringComparison.Ordinal);
        Assert.DoesNotContain("pause", priya, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(",sent,,,2026-03-02 09:0", chair, StringComparison.Ordinal);

        string LineOf(Colleague who) => lines.Single(line => line.Contains(who.ObjectId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trying_again_what_was_stopped_does_not_say_that_it_is_tried()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        bot.Teams.World.SetInstall(bot.Yusuf.Chat, InstallState.Blocked);
        var sending = await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        JsonObject Data() => new() { ["sending"] = sending.Id, ["organisation"] = SendingTrial.Organisation, ["round"] = 1 };

        bot.Teams.Faults.Next(1_000, new Fault(FaultKind.Answer, 503, RetryAfterSeconds: 600), request => request.Operation is ConnectorOperation.Send && request.ConversationId == bot.Yusuf.Chat.Id); // it is still tried as it is stopped
        var first = await bot.Chair.Executes("sendings.again", Data());
        Assert.True(CardReading.Of(first.Card).Says("They are being tried again."));
        await bot.Chair.Executes("sendings.cancel", Data());
        var stopped = await bot.Chair.Executes("sendings.again", Data());
        Assert.False(CardReading.Of(stopped.Card).Says("They are being tried again."));
    }
}
