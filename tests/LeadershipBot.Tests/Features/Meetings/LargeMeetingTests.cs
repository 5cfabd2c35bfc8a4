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
        for (var page = 0; page < (people.Count + RegisterPage.Size - 1) / RegisterPage.Size; page++)
        {
            var json = new CardJson(CardSamples.Library).Of(dialog.Of(head, RegisterPage.Of(register, page * RegisterPage.Size), hasBegun: true, problem: new LeadershipBot.Domain.Refusal("meetings.refused.notBegun")).View).ToJson();
            var card = new CardReading(System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject());
            shown.AddRange(card.Input("present")["choices"]!.AsArray().Select(choice => choice!["value"]!.GetValue<string>()));
            Assert.Equal(page == 9, card.Buttons.Contains("Save and close the register"));
        }

        Assert.Equal(people.Select(one => one.Person.ToString()).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Where_people_go_off_the_list_between_two_pages_nobody_is_passed_over()
    {
        var people = Enumerable.Range(0, 60).Select(i => new Attendee(Id(i), $"Dr {i:D3}") { IsCalled = true }).ToList();
        var shown = people.Take(RegisterPage.Size).Select(one => one.Person.ToString()).ToList();
        Assert.Equal(25, RegisterPage.Beside(Of(people), shown, isAfter: true));
        Assert.Equal(22, RegisterPage.Beside(Of([.. people.Skip(3)]), shown, isAfter: true)); // the 26th is the first of the next page
        Assert.Equal(24, RegisterPage.Beside(Of([.. people.Take(24), .. people.Skip(25)]), shown, isAfter: true));
        Assert.Equal(0, RegisterPage.Beside(Of([.. people.Skip(25)]), shown, isAfter: true));
        var second = people.Skip(25).Take(25).Select(one => one.Person.ToString()).ToList();
        Assert.Equal(0, RegisterPage.Beside(Of(people), second, isAfter: false));

        static Register Of(IReadOnlyList<Attendee> people) => new(people, RollCount.Of(people), []);
    }

    private static MemberId Id(int number) => new("7d1e0000-0000-4000-9000-000000000001", $"7d1e0000-0000-4000-8000-{number:D12}");
}
