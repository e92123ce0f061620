using System.Globalization;
using System.Text.Json;

namespace NodeAgent.SystemTests.Machine;

/// <summary>Where the guest's firmware and kernel have put the devices, as qemu sees it.</summary>
internal sealed class PciAddresses
{
    private readonly Dictionary<string, string> _byId = [];

    /// <param name="queryPci">The answer to <c>query-pci</c>.</param>
    public PciAddresses(JsonElement queryPci)
    {
        foreach (JsonElement bus in queryPci.EnumerateArray())
        {
            AddAll(bus.GetProperty("devices"));
        }
    }

    public string Of(PciNode node) => _byId.TryGetValue(node.Id, out string? address)
        ? address : throw new InvalidOperationException($"qemu shows no PCI device {node.Id}");

    private void AddAll(JsonElement devices)
    {
        foreach (JsonElement device in devices.EnumerateArray())
        {
            int Number(string name) => device.GetProperty(name).GetInt32();
            string id = device.GetProperty("qdev_id").GetString()!;
            _byId[id] = string.Create(CultureInfo.InvariantCulture, $"0000:{Number("bus"):x2}:{Number("slot"):x2}.{Number("function"):x}");
            if (device.TryGetProperty("pci_bridge", out JsonElement bridge) && bridge.TryGetProperty("devices", out JsonElement below))
            {
                AddAll(below);
            }
        }
    }
}
