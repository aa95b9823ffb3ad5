#include "grdp/io/paged_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace grdp::io {

void PagedFile::remember(int result) {
    if (error_ == 0 && result < 0) error_ = -result;
}

bool PagedFile::load(std::uint64_t number, std::vector<char>& bytes) {
    bytes.assign(page_, '\0');
    const std::uint64_t begin = number * page_;
    if (begin >= written_) return true;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(page_, written_ - begin));
    std::string held(wanted, '\0');
    const int result = read_whole(files_, file_, held, begin);
    remember(result == 0 && held.size() < wanted ? -EIO : result);
    if (result != 0 || held.size() < wanted) return false;
    std::copy(held.begin(), held.end(), bytes.begin());
    return true;
}

void PagedFile::write_out(std::uint64_t number, Page& page) {
    const std::uint64_t begin = number * page_;
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(page_, size_ - begin));
    const int result = write_whole(files_, file_, page.bytes.data(), size, begin);
    remember(result);
    if (result != 0) return;
    page.changed = false;
    written_ = std::max(written_, begin + size);
}

void PagedFile::make_room() {
    if (pages_.size() < most_ || error_ != 0) return;
    const auto oldest = std::min_element(pages_.begin(), pages_.end(), [](const auto& a, const auto& b) { return a.second.used < b.second.used; });
    if (oldest->second.changed) write_out(oldest->first, oldest->second);
    if (!oldest->second.changed) pages_.erase(oldest);
}

PagedFile::Page* PagedFile::page_at(std::uint64_t number, bool must_be_read) {
    auto found = pages_.find(number);
    if (found == pages_.end()) {
        make_room();
        Page page;
        if (!load(number, page.bytes) && must_be_read) return nullptr;
        found = pages_.emplace(number, std::move(page)).first;
    }
    found->second.used = ++clock_;
    return &found->second;
}

bool PagedFile::read(std::uint64_t offset, void* bytes, std::size_t size) {
    auto* to = static_cast<char*>(bytes);
    while (size > 0) {
        const std::size_t from = static_cast<std::size_t>(offset % page_);
        const std::size_t part = std::min(size, page_ - from);
        const Page* page = page_at(offset / page_, true);
        if (page == nullptr) return false;
        std::memcpy(to, page->bytes.data() + from, part);
        to += part;
        offset += part;
        size -= part;
    }
    return true;
}

bool PagedFile::write(std::uint64_t offset, const void* bytes, std::size_t size) {
    if (frozen_) return true;
    const auto* from = static_cast<const char*>(bytes);
    while (size > 0) {
        const std::size_t into = static_cast<std::size_t>(offset % page_);
        const std::size_t part = std::min(size, page_ - into);
        Page* page = page_at(offset / page_, false);
        std::memcpy(page->bytes.data() + into, from, part);
        page->changed = true;
        from += part;
        offset += part;
        size -= part;
        size_ = std::max(size_, offset);
    }
    return true;
}

bool PagedFile::digest(Sha256& digest, std::uint64_t size) {
    std::vector<char> elsewhere;
    for (std::uint64_t begin = 0; begin < size; begin += page_) {
        const auto found = pages_.find(begin / page_);
        if (found == pages_.end() && !load(begin / page_, elsewhere)) return false;
        const auto& bytes = found == pages_.end() ? elsewhere : found->second.bytes;
        digest.update(bytes.data(), static_cast<std::size_t>(std::min<std::uint64_t>(page_, size - begin)));
    }
    return true;
}

void PagedFile::write_out() {
    for (auto& [number, page] : pages_) {
        if (page.changed && error_ == 0) write_out(number, page);
    }
}

}  // namespace grdp::io
