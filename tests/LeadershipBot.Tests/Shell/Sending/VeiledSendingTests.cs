using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Features.Sendings;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>Where answers aren't named, nothing that is said of a sending tells who had answered before their turn came.</summary>
public sealed class VeiledSendingTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Card_list_and_report_say_the_same_of_who_got_it_and_who_did_not_need_it()
    {
        var bot = await StartAsync(new BotOptions { Parts = parts => parts.AddSending<Veiled>() });
        var people = await SendingTrial.MeetAllAsync(bot);
        var order = new SendingHead("veiled1", Veiled.Name, bot.Yusuf.ObjectId, SendingTrial.Organisation, default) { OrderedAt = bot.Clock.GetUtcNow(), StartsAt = bot.Clock.GetUtcNow() };
        await bot.Services.GetRequiredService<SendingDesk>().OrderAsync(order, Token);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((people.Count - 1, 1), ((await SendingTrial.CountAsync(bot)).Sum.Got, (await SendingTrial.CountAsync(bot)).Sum.NotNeeded));

        JsonObject Data() => new() { ["sending"] = order.Id, ["organisation"] = SendingTrial.Organisation, ["page"] = 0 };
        var card = CardReading.Of((await bot.Chair.Executes("sendings.show", Data())).Card);
        Assert.True(card.Says($"Reached {people.Count} of {people.Count}"), card.ToString());
        Assert.False(card.Says("1 didn't need it"), card.ToString());
        Assert.True((await bot.Chair.Hears("sendings")).Says($"{people.Count} of {people.Count}"));
        var lines = await ReportAsync(bot, Data());
        await bot.Services.GetRequiredService<SendingDesk>().WithdrawAsync(order.Id, Audit.ByProgram(order.Id, "sendings.withdrawn", bot.Clock.GetUtcNow()), Token);
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(people.Count, (await ReportAsync(bot, Data())).Distinct().Count() + people.Count - 1);
        Assert.Equal(",\"reached, still to be reached, or not needed any more\",,,,,", Assert.Single(lines.Distinct()));
    }

    [Theory]
    [InlineData(RecipientState.Held)]
    [InlineData(RecipientState.Cancelled)]
    [InlineData(RecipientState.Sent)]
    [InlineData(RecipientState.NotNeeded)]
    public void Whether_they_still_waited_when_it_was_stopped_is_said_of_nobody(RecipientState state)
        => Assert.True(SendingWords.IsVeiled(new Recipient { State = state }, revealsAnswering: false));

    /// <summary>What the report says of each, without who it is.</summary>
    private static async Task<List<string>> ReportAsync(BotUnderTest bot, JsonObject data)
    {
        var offered = bot.ConsentsFor(bot.Chair).Count;
        await bot.Chair.Executes("sendings.report", data);
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(offered + 1, bot.ConsentsFor(bot.Chair).Count);
        await bot.Chair.Delivers(teams => teams.AcceptFileAsync(bot.Chair.Person, bot.ConsentsFor(bot.Chair)[^1], Token));
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        var text = Encoding.UTF8.GetString(bot.NewestUpload());
        return [.. text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line[line.IndexOf(",\"reached", StringComparison.Ordinal)..(line.LastIndexOf(',') + 1)])];
    }

    /// <summary>Goes to everybody but the person whose object id is the subject, as if they had answered, in secret.</summary>
    private sealed class Veiled(IAudience audience, Sentences sentences) : ISendingSource
    {
        public const string Name = "test.veiled";

        public string Kind => Name;

        public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var member in audience.ListAsync(sending.OrganisationId, cancellationToken))
                yield return SendingTarget.Of(member.Person, "");
        }

        public Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
            => Task.FromResult(wish.Person!.Value.ObjectId == wish.Sending.Subject
                ? null
                : new SendingContent(sentences.Card(PlainText.FromPerson("Asked in secret.")), new Ask(AskWeight.Notice, 0, null)));

        public Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
            => Task.FromResult(new SendingTitle(PlainText.FromPerson("Secret"), PlainText.FromPerson));
    }
}
