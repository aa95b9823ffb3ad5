#include "grdp/app/verbs.hpp"

namespace grdp::app {
namespace {

constexpr OptionSpec kGrid{"grid",
                           Value::text,
                           "AXIS=VALUES",
                           {"all these values, crossed with the other axes: 'trend[services]@2023=7..9:0.5', 'seed=1,2,3'; may be repeated",
                            "mọi giá trị này, kết hợp với các trục khác: 'trend[services]@2023=7..9:0.5', 'seed=1,2,3'; có thể lặp lại"},
                           true};
constexpr OptionSpec kOne{"one",
                          Value::text,
                          "AXIS=VALUES",
                          {"one at a time: the scenario itself, then each value alone; may be repeated",
                           "từng giả định một: kịch bản gốc, rồi lần lượt từng giá trị; có thể lặp lại"},
                          true};
constexpr OptionSpec kRange{"range",
                            Value::text,
                            "AXIS=LOW..HIGH",
                            {"an axis of --latin or --sobol; may be repeated", "một trục của --latin hoặc --sobol; có thể lặp lại"},
                            true};
constexpr OptionSpec kLatin{"latin", Value::number, "N", {"N points of a Latin hypercube over the --range axes", "N điểm siêu khối Latin trên các trục --range"}};
constexpr OptionSpec kSobol{"sobol", Value::number, "N", {"N points of a scrambled Sobol' sequence over the --range axes", "N điểm của dãy Sobol' xáo trộn trên các trục --range"}};
constexpr OptionSpec kList{"list",
                           Value::file,
                           "FILE.csv",
                           {"a table: a header of assumptions, then one scenario a line", "bảng: dòng đầu là tên giả định, mỗi dòng sau là một phương án"},
                           true};
constexpr OptionSpec kAlternative{"alternative",
                                  Value::text,
                                  "FACTOR=LEVEL: STATEMENTS",
                                  {"a named alternative: 'credit=tight: 2023 driver[credit] = 8; ...'; all combinations are taken; may be repeated",
                                   "phương án có tên: 'credit=tight: 2023 driver[credit] = 8; ...'; lấy mọi tổ hợp; có thể lặp lại"},
                                  true};
constexpr OptionSpec kIndependent{"independent", Value::none, "", {"each scenario has random numbers of its own (default: all share them)", "mỗi phương án dùng số ngẫu nhiên riêng (mặc định: dùng chung)"}};
constexpr OptionSpec kEventsOnly{"events-only", Value::none, "", {"keep the probabilities alone, no series: far quicker where events are straight in normal shocks", "chỉ giữ xác suất, không giữ chuỗi: nhanh hơn nhiều khi sự kiện tuyến tính theo cú sốc chuẩn"}};
constexpr OptionSpec kKept{"only",
                           Value::text,
                           "NAME,...",
                           {"only these series (names or stems); with --events-only, only these events", "chỉ các chuỗi này (tên đầy đủ hoặc tên gốc); với --events-only: chỉ các sự kiện này"},
                           true};
constexpr OptionSpec kAnnounce{"announce",
                               Value::none,
                               "",
                               {"print `finished ID` for each scenario once it is kept for good, and nothing else", "in `finished ID` cho mỗi phương án khi đã lưu chắc chắn, không in gì khác"}};
constexpr OptionSpec kEvent{"event",
                            Value::text,
                            "EVENT,...",
                            {"rank by this probability (two: what cannot be bettered in both); at_least(EVENT) and the like name a side",
                             "xếp hạng theo xác suất này (hai: không bị vượt ở cả hai); at_least(EVENT)... chỉ một phía"},
                            true};
constexpr OptionSpec kReach{"reach", Value::number, "P", {"which scenarios reach this probability, such as 0.6", "phương án nào đạt xác suất này, ví dụ 0.6"}};
constexpr OptionSpec kHeat{"heat", Value::text, "AXIS,AXIS", {"a table of the probability over two axes", "bảng xác suất theo hai trục"}};
constexpr OptionSpec kAt{"at",
                         Value::text,
                         "AXIS=VALUE",
                         {"where another axis stands in that table (default: where the design begins); may be repeated", "giá trị của trục khác trong bảng đó (mặc định: giá trị đầu); có thể lặp lại"},
                         true};
constexpr OptionSpec kSvg{"svg", Value::file, "FILE.svg", {"that table as a picture", "bảng đó dưới dạng hình"}};
constexpr OptionSpec kDigests{"digests", Value::none, "", {"of a sweep: each scenario and the digest of its results, one a line", "với tệp nhiều phương án: mỗi dòng một phương án và mã băm kết quả"}};
constexpr OptionSpec kShard{"shard",
                            Value::text,
                            "K/N",
                            {"compute shard K of N alone, into a part that grdp merge joins with the others (docs/howto/cluster.md)",
                             "chỉ tính phần K trong N phần; grdp merge ghép lại (docs/howto/cluster.md)"}};
constexpr OptionSpec kPartial{"partial", Value::none, "", {"write a part although shards are missing, to be merged again", "ghi một phần dù còn thiếu, để ghép tiếp sau"}};
constexpr OptionSpec kCheck{"check", Value::none, "", {"prove that all shards are there, with one part in memory at a time, and write nothing", "kiểm tra đủ mọi phần, mỗi lần chỉ đọc một phần vào bộ nhớ, không ghi gì"}};
constexpr OptionSpec kOutMerged{"out", Value::file, "FILE.h5", {"write the sweep file, or with --partial the part", "ghi tệp kết quả, hoặc với --partial là một phần"}};
constexpr OptionSpec kInto{"into", Value::file, "NEW", {"where repair writes what it keeps", "nơi ghi phần giữ lại"}};

std::vector<OptionSpec> joined_options(std::vector<OptionSpec> first, const std::vector<OptionSpec>& then) {
    first.insert(first.end(), then.begin(), then.end());
    return first;
}

}  // namespace

std::vector<OptionSpec> sweep_questions() { return {kEvent, kReach, kHeat, kAt, kSvg, kDigests}; }

std::vector<Verb> sweep_verbs(const std::vector<OptionSpec>& of_a_run, const OptionSpec& language, const OptionSpec& json, const OptionSpec& help) {
    ArgumentSpec scenarios{"SCENARIO|FOLDER..."};
    scenarios.several = true;
    ArgumentSpec words{"check|repair FILE"};
    words.several = true;
    ArgumentSpec parts{"PART.h5..."};
    parts.several = true;
    auto options = joined_options({kGrid, kOne, kRange, kLatin, kSobol, kList, kAlternative, kIndependent, kEventsOnly, kKept, kShard}, of_a_run);
    options = joined_options(options, {kAnnounce, kEvent, kReach, kHeat, kAt, kSvg, json, language, help});
    return {{"sweep",
             {"many scenarios at once: how the probabilities depend on the assumptions; survives any interruption",
              "nhiều phương án một lần: xác suất phụ thuộc giả định ra sao; không mất kết quả khi bị ngắt"},
             scenarios,
             options,
             {{"grdp sweep base.scenario --grid 'trend[services]@2023=7..9:0.5' --grid 'driver[credit]@2023=8..14:2' --out grid.h5 --reach 0.6",
               {"a grid; the same command again goes on where it stopped", "lưới giá trị; chạy lại cùng lệnh sẽ tính tiếp"}},
              {"grdp sweep base.scenario --sobol 1000 --range 'trend[services]@2023=6..10' --range 'sd(volume[services])=1..3' --out sobol.h5",
               {"well spread points", "các điểm trải đều"}},
              {"grdp sweep base.scenario --alternative 'credit=easy: 2023 driver[credit] = 14' --alternative 'credit=tight: 2023 driver[credit] = 8'",
               {"named alternatives, without a file", "các phương án có tên, không ghi tệp"}},
              {"grdp sweep base.scenario --sobol 1000 --range 'trend[services]@2023=6..10' --shard 3/8 --out part-3.h5",
               {"an eighth of it, on any machine", "một phần tám, trên máy bất kỳ"}},
              {"grdp sweep scenarios/ --list cases.csv --out cases.h5 --announce", {"every scenario of a folder with every line of a table", "mọi kịch bản trong thư mục với mọi dòng của bảng"}}},
             sweep},
            {"merge",
             {"join the parts of a sweep that were computed apart: the same bytes as computed at once", "ghép các phần của một lần tính nhiều phương án: đúng từng byte như tính một lần"},
             parts,
             {kOutMerged, kPartial, kCheck, kEvent, kReach, kHeat, kAt, kSvg, json, language, help},
             {{"grdp merge part-*.h5 --out grid.h5", {"all shards, in any order; missing, foreign and doubled ones are refused", "mọi phần, thứ tự bất kỳ; thiếu, lạ hoặc trùng đều bị từ chối"}},
              {"grdp merge part-1?.h5 --partial --out tens.h5", {"some of them, to be merged again", "một số phần, để ghép tiếp sau"}}},
             merge},
            {"store",
             {"is a sweep's file or journal whole? keep what is sound of a damaged journal", "tệp hoặc nhật ký có nguyên vẹn không? giữ lại phần còn tốt của nhật ký hỏng"},
             words,
             {kInto, json, language, help},
             {{"grdp store check grid.h5", {"the finished file, or the journal of an unfinished sweep", "tệp đã xong, hoặc nhật ký khi chưa xong"}},
              {"grdp store repair grid.h5.journal --into sound.journal", {"what can be proved sound", "phần chắc chắn còn đúng"}}},
             store}};
}

}  // namespace grdp::app
