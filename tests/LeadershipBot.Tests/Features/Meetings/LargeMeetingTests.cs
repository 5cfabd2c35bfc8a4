using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Cards;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>The dialogs of large meetings stay within what Teams carries: the library throws at 24 KB.</summary>
public sealed class LargeMeetingTests
{
    [Fact]
    public void Every_page_of_a_register_of_hundreds_fits_and_together_they_show_everybody_once()
    {
        var people = Enumerable.Range(0, 240).Select(i => new Attendee(Id(i), $"Dr Wilhelmina-Alexandra van der Featherstonehaugh {i:D3}") { IsCalled = i % 2 == 0, Reply = i % 2 == 0 ? Reply.Deputy : Reply.Coming, Deputy = i % 2 == 0 ? Id(i + 1) : null, StandsFor = i % 2 == 0 ? null : Id(i - 1) }).ToList();
        var register = new Register(people, RollCount.Of(people), []);
        var head = new MeetingHead(new Meeting("abcdefghijklmnopqrstuvwxyz", new OrganisationName("larkford-and-vale-clinical-commissioning-group", "Larkford"), new MeetingContent(new string('x', 120), BotUnderTest.Start, BotUnderTest.Start.AddHours(1), "Europe/London")), "1");
        var dialog = new RegisterDialog(CardSamples.Library, new Sentences(CardSamples.Library));
        var shown = new List<string>();
        for (var page = 0; page < (people.Count + RegisterDialog.PageSize - 1) / RegisterDialog.PageSize; page++)
        {
            var json = new CardJson(CardSamples.Library).Of(dialog.Of(head, register, page, hasBegun: true, problem: new LeadershipBot.Domain.Refusal("meetings.refused.notBegun")).View).ToJson();
            var card = new CardReading(System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject());
            shown.AddRange(card.Input("present")["choices"]!.AsArray().Select(choice => choice!["value"]!.GetValue<string>()));
            Assert.Equal(page == 9, card.Buttons.Contains("Save and close the register"));
        }

        Assert.Equal(people.Select(one => one.Person.ToString()).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(90, "Thu 12 Mar, 18:00 (GMT) to 19:30")]
    [InlineData(420, "Thu 12 Mar, 18:00 (GMT) to Fri 13 Mar, 01:00 (GMT)")]
    public void The_end_says_its_day_where_that_is_another(int minutes, string when)
        => Assert.Equal(when, MeetingWords.When(CardSamples.Library.Text, MeetingForms.Starts, MeetingForms.Starts.AddMinutes(minutes), Zones.UnitedKingdom));

    private static MemberId Id(int number) => new("7d1e0000-0000-4000-9000-000000000001", $"7d1e0000-0000-4000-8000-{number:D12}");
}
