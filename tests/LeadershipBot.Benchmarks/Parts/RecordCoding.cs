using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Storage;

namespace LeadershipBot.Benchmarks.Parts;

/// <summary>Turning the row of an answer into what lies in the store, and back.</summary>
public class RecordCoding
{
    private const string Encode = "encode";
    private const string Decode = "decode";

    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private Record _record = null!;
    private byte[] _columns = [];

    [GlobalSetup]
    public void Prepare()
    {
        var answer = new PollAnswer("7d1e0000-0000-4000-b000-000000000001", "Dr Benchmark Voter 1", new PracticeName("A81001", "The Densham Surgery"), AnswerSheet.Of(1), At, At);
        _record = PollRows.OfAnswer("larkford.0123456789abcdef", answer, "1");
        _columns = RecordJson.Encode(_record);
    }

    /// <summary>The least: System.Text.Json writes the same columns, whose names and kinds are known.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(Encode)]
    public byte[] WriteByHand()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("Choice", 2);
            writer.WriteString("Name", "Dr Benchmark Voter 1");
            writer.WriteString("AnsweredAt", At);
            writer.WriteString("SentAt", At);
            writer.WriteString("Practice", "A81001");
            writer.WriteString("PracticeName", "The Densham Surgery");
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    [Benchmark, BenchmarkCategory(Encode)]
    public byte[] EncodeRecord() => RecordJson.Encode(_record);

    /// <summary>The least: the JSON is checked and indexed, and nothing is taken out of it.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(Decode)]
    public int ParseJsonOnly()
    {
        using var document = JsonDocument.Parse(_columns);
        return (int)document.RootElement.ValueKind;
    }

    [Benchmark, BenchmarkCategory(Decode)]
    public object DecodeRecord() => RecordJson.Decode(_columns, _record.PartitionKey, _record.RowKey, "1");
}
