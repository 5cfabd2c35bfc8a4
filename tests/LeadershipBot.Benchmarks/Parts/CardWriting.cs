using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Benchmarks.Parts;

/// <summary>Binding the card of an open poll and writing it, as the answer to each vote does.</summary>
public class CardWriting
{
    private const string Template = "polls/open";

    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private CardLibrary _library = null!;
    private JsonObject _data = null!;
    private JsonNode _finished = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _library = CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards"));
        _data = JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "polls.open.mine.json")))!.AsObject();
        _finished = _library.Bind(Template, _data);
    }

    /// <summary>The least: the same card, bound already, is only written.</summary>
    [Benchmark(Baseline = true)]
    public int WriteFinishedTree()
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer))
            _finished.WriteTo(writer);
        return _buffer.WrittenCount;
    }

    [Benchmark]
    public int BindAndWrite()
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer))
            _library.Write(writer, Template, _data);
        return _buffer.WrittenCount;
    }
}
