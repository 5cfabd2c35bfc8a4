using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which people answer confidentially and anonymously, in surveys, with words, and by group.</summary>
internal static class VoicesDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        var people = await SendingTrial.MeetAllAsync(bot);
        var anonymous = await PollTrial.SendAsync(bot, "sealed", new AskPrivacy(Voice.Anonymous) { Readers = Readers.Leaders, Breakdown = Breakdown.Locality }, ReasonMode.Optional, Question.OneOf("Shall we merge?", ["Yes", "No"]));
        foreach (var person in people)
            await anonymous.AnswersAsync(person, new JsonObject { ["q1"] = "1", ["reason"] = "Because" });

        Question[] questions =
        [
            Question.OneOf("Open?", ["Yes", "No"]),
            new(QuestionKind.Multiple, "Which?", ["One", "Two"]) { ChosenMax = 2 },
            new(QuestionKind.Text, "Why?", []),
            Question.OneOf("Again?", ["Yes", "No"]),
        ];
        var survey = await PollTrial.SendAsync(bot, "survey", new AskPrivacy(Voice.Confidential) { Breakdown = Breakdown.Hat, Electorate = new Electorate(CountedBy.People, CastBy.Majority) }, ReasonMode.Off, questions);
        foreach (var person in people.Take(2))
        {
            var second = CardReading.Of((await survey.AnswersAsync(person, new JsonObject { ["q1"] = "1", ["q2"] = "1,2", ["q3"] = "So" })).Card);
            if (person == people[0])
                await survey.SendsAsync(person, second, new JsonObject { ["q4"] = "2" });
        }

        var written = await PollTrial.SendAsync(bot, "written", new AskPrivacy(Voice.Confidential), ReasonMode.Optional, Question.OneOf("Shall we wait?", ["Yes", "No"]));
        foreach (var person in people)
            await person.Executes("polls.words", new JsonObject { ["poll"] = written.Key, ["choice"] = "0", ["words"] = "Until spring" });

        var named = await PollTrial.SendAsync(bot, "byPractice", new AskPrivacy(Voice.Named) { Electorate = new Electorate(CountedBy.Practices, CastBy.Majority) }, ReasonMode.Off, Question.OneOf("By practice?", ["Yes", "No"]));
        await named.CloseAsync();
        await OutcomeDay.PassAsync(bot);
        await SuggestionDay.PassAsync(bot);
    }
}
